import { z } from 'zod';
import { SCOPES, type Scope } from '../graph/scopes.ts';
import { refused, uncheckable } from './errors.ts';
import type { Authenticator, Identity } from './identity.ts';

export interface DirectusPeople {
  /** Where Directus answers: `http://127.0.0.1:8055`. */
  readonly url: string;
  /**
   * The scopes of each role, by its id; a role that is not named has none. Undefined: users with Directus's admin access have
   * all scopes, and no other user has any.
   */
  readonly roles?: ReadonlyMap<string, ReadonlySet<Scope>> | undefined;
  /** How long Directus may take to say whose a token is, in milliseconds. */
  readonly timeoutMs?: number;
}

const ALL: ReadonlySet<Scope> = new Set(SCOPES);
const NONE: ReadonlySet<Scope> = new Set();

/** What Directus says of the user whose the token is. A user who may not read the own role is told only the id. */
const Me = z.object({ data: z.object({ id: z.string(), role: z.string().nullish() }) });
/** What its policies give a user together: `GET /policies/me/globals`, since Directus 11. */
const Globals = z.object({ data: z.object({ admin_access: z.boolean().nullish() }) });
const Refusal = z.object({ errors: z.array(z.object({ extensions: z.object({ code: z.string() }) })).min(1) });

/**
 * Who Directus knows is staff: by a static token, by an access token, or by the session of a browser, which Directus
 * takes as a token too. The token goes with the identity, so that Directus decides what it may do there.
 */
export function directusUser({ url, roles, timeoutMs = 5_000 }: DirectusPeople): Authenticator {
  const origin = url.replace(/\/$/, '');

  async function read<Answer extends z.ZodType>(token: string, path: string, answer: Answer): Promise<z.infer<Answer>> {
    const { status, body } = await ask(token, origin + path, timeoutMs).catch((error) => {
      throw uncheckable('Directus', error);
    });
    const parsed = answer.safeParse(body);
    if (status === 200 && parsed.success) return parsed.data;
    // Of a damaged access token Directus says 403.
    if (status !== 401 && status !== 403) throw uncheckable('Directus', new Error(`Directus answered HTTP ${status}.`));
    const code = Refusal.safeParse(body).data?.errors[0]?.extensions.code;
    throw refused(code === 'TOKEN_EXPIRED' ? 'CREDENTIAL_EXPIRED' : 'CREDENTIAL_UNKNOWN');
  }

  async function scopesOf(token: string, role: string | null | undefined): Promise<ReadonlySet<Scope>> {
    if (roles) return roles.get(role ?? '') ?? NONE;
    const { data } = await read(token, '/policies/me/globals', Globals);
    return data.admin_access ? ALL : NONE;
  }

  return async ({ token }): Promise<Identity> => {
    const { data } = await read(token, '/users/me?fields=id,role', Me);
    const scopes = await scopesOf(token, data.role);
    return { kind: 'staff', audience: 'internal', id: `staff:${data.id}`, scopes, directusToken: token };
  };
}

async function ask(token: string, url: string, timeoutMs: number): Promise<{ status: number; body: unknown }> {
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${token}` },
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  });
  return { status: response.status, body: await response.json().catch(() => undefined) };
}
