import { z } from 'zod';
import { SCOPES, type Scope } from '../graph/scopes.ts';
import { refused, uncheckable } from './errors.ts';
import type { Authenticator, Identity } from './identity.ts';
import { remembered } from './remembered.ts';

export interface DirectusPeople {
  /** Where Directus answers: `http://127.0.0.1:8055`. */
  readonly url: string;
  /** The scopes of each role, by its id; a role that is not named has none. Undefined: every role has all. */
  readonly roles?: ReadonlyMap<string, ReadonlySet<Scope>> | undefined;
  /** How long Directus may take to say whose a token is, in milliseconds. */
  readonly timeoutMs?: number;
}

const ALL: ReadonlySet<Scope> = new Set(SCOPES);
const NONE: ReadonlySet<Scope> = new Set();

/** What Directus says of the user whose the token is. A user who may not read the own role is told only the id. */
const Me = z.object({ data: z.object({ id: z.string(), role: z.string().nullish() }) });
const Refusal = z.object({ errors: z.array(z.object({ extensions: z.object({ code: z.string() }) })).min(1) });

/**
 * Who Directus knows is staff: by a static token, by an access token, or by the session of a browser, which Directus
 * takes as a token too. The token goes with the identity, so that Directus decides what it may do there.
 */
export function directusUser({ url, roles, timeoutMs = 5_000 }: DirectusPeople): Authenticator {
  const whose = remembered((token) => askWhose(token, `${url.replace(/\/$/, '')}/users/me?fields=id,role`, timeoutMs));
  return async ({ token }): Promise<Identity> => {
    const { id, role } = await whose(token);
    const scopes = roles ? (roles.get(role ?? '') ?? NONE) : ALL;
    return { kind: 'staff', audience: 'internal', id: `staff:${id}`, scopes, directusToken: token };
  };
}

async function askWhose(token: string, url: string, timeoutMs: number) {
  const { status, body } = await ask(token, url, timeoutMs).catch((error) => {
    throw uncheckable('Directus', error);
  });
  const me = Me.safeParse(body);
  if (status === 200 && me.success) return me.data.data;
  // Of a damaged access token Directus says 403.
  if (status !== 401 && status !== 403) throw uncheckable('Directus', new Error(`Directus answered HTTP ${status}.`));
  const code = Refusal.safeParse(body).data?.errors[0]?.extensions.code;
  throw refused(code === 'TOKEN_EXPIRED' ? 'CREDENTIAL_EXPIRED' : 'CREDENTIAL_UNKNOWN');
}

async function ask(token: string, url: string, timeoutMs: number): Promise<{ status: number; body: unknown }> {
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${token}` },
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  });
  return { status: response.status, body: await response.json().catch(() => undefined) };
}
