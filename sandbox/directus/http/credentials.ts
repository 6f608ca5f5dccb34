import type { IncomingMessage } from 'node:http';
import { invalidCredentials, invalidPayload } from '../errors.ts';

const SESSION_COOKIE = 'directus_session_token';

/**
 * The token that a request presents: `?access_token=`, a Bearer header, or the session cookie. Null for none; an
 * Authorization of another kind is ignored.
 * @throws DirectusError INVALID_PAYLOAD for two at once
 */
export function tokenOf({ headers }: IncomingMessage, url: URL): string | null {
  const inQuery = url.searchParams.get('access_token') || null;
  const [scheme, bearer, ...rest] = headers.authorization?.split(' ') ?? [];
  const inHeader = scheme?.toLowerCase() === 'bearer' && rest.length === 0 ? bearer : undefined;
  if (inQuery !== null && inHeader !== undefined) {
    throw invalidPayload('The request uses more than one method for including an access token');
  }
  return inHeader ?? inQuery ?? cookieOf(headers.cookie);
}

function cookieOf(header = ''): string | null {
  const found = header.split('; ').find((cookie) => cookie.startsWith(`${SESSION_COOKIE}=`));
  return found ? decodeURIComponent(found.slice(SESSION_COOKIE.length + 1)) : null;
}

/**
 * Who presents a token; `everyone` where there is none.
 * @throws DirectusError INVALID_CREDENTIALS for a token that no user has
 */
export function whoseIs<Caller>(token: string | null, known: ReadonlyMap<string, Caller>, everyone: Caller): Caller {
  if (!token) return everyone;
  const found = known.get(token);
  if (!found) throw invalidCredentials();
  return found;
}
