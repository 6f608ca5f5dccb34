import { settings } from './settings.ts';
import { createStore } from './store.ts';

/** The caller, as far as the page can detect it. */
export interface Session {
  /** The Bearer token; null without one. */
  readonly token: string | null;
  /** The caller's audience. */
  readonly audience: 'anyone' | 'a partner' | 'staff';
}

/** The key in the tab's session storage. */
const TOKEN_KEY = 'chronos:token';

const NOBODY: Session = { token: null, audience: 'anyone' };

export const session = createStore<Session>(NOBODY);

/**
 * Restores the token after a reload of the page, if it is still valid. Without a token, the browser can have a session
 * of Directus, whose cookie goes with every request.
 */
export async function resume(): Promise<void> {
  const token = sessionStorage.getItem(TOKEN_KEY);
  await (token === null ? recognise() : present(token).catch(signOut));
}

/** Types that only staff have, each by another scope. */
const OF_STAFF =
  '{ crm: __type(name: "CrmCompany") { name } cms: __type(name: "Mutation") { name } ingestion: __type(name: "IngestionRun") { name } }';

/** Detects a session of Directus by the types in the caller's schema. */
async function recognise(): Promise<void> {
  const { data } = await post(settings.endpoint, { query: OF_STAFF });
  const isStaff = Object.values(data ?? {}).some((type) => type !== null);
  session.set({ token: null, audience: isStaff ? 'staff' : 'anyone' });
}

/**
 * Uses a token from now on: a partner's key, or a token of Directus or an OpenID provider.
 * @throws Error with the reason why the gateway refuses it; the session is then unchanged
 */
export async function present(token: string): Promise<void> {
  const audience = await audienceOf(token);
  sessionStorage.setItem(TOKEN_KEY, token);
  session.set({ token, audience });
}

export async function signOut(): Promise<void> {
  sessionStorage.removeItem(TOKEN_KEY);
  await recognise();
}

/**
 * Signs in to Directus, and uses the token that it returns.
 * @throws Error with the reason of a refusal
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

/** Returns the audience of a valid token: staff, except for partners' keys. */
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
  return errors[0]?.message ?? 'The gateway gave no reason.';
}
