import { settings } from './settings.ts';
import { createStore } from './store.ts';

/** Who asks, as far as the page knows. */
export interface Session {
  /** Presented as a Bearer token; null: nothing is. */
  readonly token: string | null;
  /** What there is for this caller. */
  readonly audience: 'anyone' | 'a partner' | 'staff';
}

/** Of this tab alone, and forgotten with it. */
const KEPT = 'chronos:token';

const NOBODY: Session = { token: null, audience: 'anyone' };

export const session = createStore<Session>(NOBODY);

/**
 * Takes up the token that was presented before the page was loaded again, where it still is good. Else the browser may have
 * a session of Directus, whose cookie goes with every request.
 */
export async function resume(): Promise<void> {
  const token = sessionStorage.getItem(KEPT);
  await (token === null ? recognise() : present(token).catch(signOut));
}

/** What staff alone have, each by a scope of its own. */
const OF_STAFF =
  '{ crm: __type(name: "CrmCompany") { name } cms: __type(name: "Mutation") { name } ingestion: __type(name: "IngestionRun") { name } }';

/** Finds out by the schema whether the browser is known without a token. */
async function recognise(): Promise<void> {
  const { data } = await post(settings.endpoint, { query: OF_STAFF });
  const isStaff = Object.values(data ?? {}).some((type) => type !== null);
  session.set({ token: null, audience: isStaff ? 'staff' : 'anyone' });
}

/**
 * Presents a token from now on: a partner's key, one of Directus, or one of an OpenID provider.
 * @throws Error that says why the gateway does not take it; nothing has changed then
 */
export async function present(token: string): Promise<void> {
  const audience = await audienceOf(token);
  sessionStorage.setItem(KEPT, token);
  session.set({ token, audience });
}

export async function signOut(): Promise<void> {
  sessionStorage.removeItem(KEPT);
  await recognise();
}

/**
 * Signs in to Directus, and presents the token that it gives.
 * @throws Error that says why not
 */
export async function signIn(email: string, password: string): Promise<void> {
  const { token, errors } = await post(settings.signIn ?? '', { email, password });
  if (typeof token !== 'string') throw new Error(firstMessage(errors));
  await present(token);
}

export function authorization(): Readonly<Record<string, string>> {
  const { token } = session.get();
  return token === null ? {} : { authorization: `Bearer ${token}` };
}

/** Staff are who presents anything that is no partner's key. */
async function audienceOf(token: string): Promise<Session['audience']> {
  const { errors } = await post(settings.endpoint, { query: '{ __typename }' }, { authorization: `Bearer ${token}` });
  if (errors) throw new Error(firstMessage(errors));
  return token.startsWith('chr_') ? 'a partner' : 'staff';
}

interface SignInAnswer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly token?: unknown;
  readonly errors?: readonly { readonly message: string }[];
}

async function post(url: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<SignInAnswer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return response.json();
}

function firstMessage(errors: SignInAnswer['errors'] = []): string {
  return errors[0]?.message ?? 'The gateway did not say why.';
}
