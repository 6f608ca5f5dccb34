import { z } from 'zod';
import { fetchJson } from '../fetch-json.ts';
import { SCOPES, type Scope } from '../graph/scopes.ts';
import { refused, uncheckable } from './errors.ts';
import type { Authenticator, Identity } from './identity.ts';

export interface DirectusUserOptions {
  /** Directus's URL: `http://127.0.0.1:8055`. */
  readonly url: string;
  /**
   * The scopes of each role, by its id; other roles have none. Undefined: users with Directus's admin access have all scopes,
   * and other users have none.
   */
  readonly roles?: ReadonlyMap<string, ReadonlySet<Scope>> | undefined;
  /** Time limit for Directus to check a token, in milliseconds. */
  readonly timeoutMs?: number;
}

const ALL: ReadonlySet<Scope> = new Set(SCOPES);
const NONE: ReadonlySet<Scope> = new Set();

/** The token's user. A user who may not read their own role has only the id. */
const Me = z.object({ data: z.object({ id: z.string(), role: z.string().nullish() }) });
/** The sum of a user's policies: `GET /policies/me/globals`, since Directus 11. */
const Globals = z.object({ data: z.object({ admin_access: z.boolean().nullish() }) });
const Refusal = z.object({ errors: z.array(z.object({ extensions: z.object({ code: z.string() }) })).min(1) });

/**
 * Makes the authenticator of Directus's users, who are staff: by a static token, an access token, or a browser session, which
 * Directus accepts as a token, too. The identity has the token, so that Directus's permissions apply.
 */
export function directusUser({ url, roles, timeoutMs = 5_000 }: DirectusUserOptions): Authenticator {
  const origin = url.replace(/\/$/, '');

  async function read<Body extends z.ZodType>(token: string, path: string, schema: Body): Promise<z.infer<Body>> {
    const headers = { authorization: `Bearer ${token}` };
    const { status, body } = await fetchJson(origin + path, timeoutMs, { headers }).catch((error) => {
      throw uncheckable('Directus', error);
    });
    const parsed = schema.safeParse(body);
    if (status === 200 && parsed.success) return parsed.data;
    // Directus answers 403 to a damaged access token.
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
