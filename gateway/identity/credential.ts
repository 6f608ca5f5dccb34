import { refused } from './errors.ts';
import type { Credential } from './identity.ts';

/**
 * Returns the credential of a request.
 * @param sessionCookie the name of Directus's cookie for browser sessions
 * @returns undefined where there is none
 * @throws GraphQLError CREDENTIAL_MALFORMED, CREDENTIALS_CONFLICT
 */
export function credentialOf(headers: Pick<Headers, 'get'>, sessionCookie: string): Credential | undefined {
  const [first, ...others] = [
    ...inHeader(headers.get('authorization')),
    ...inCookies(headers.get('cookie'), sessionCookie),
  ];
  if (others.length > 0) throw refused('CREDENTIALS_CONFLICT');
  return first;
}

/** `fetch` joins several Authorization headers with commas. */
function inHeader(authorization: string | null): Credential[] {
  if (authorization === null) return [];
  return authorization.split(',').map((value) => {
    const token = /^\s*Bearer ([\w\-.~+/]+=*)\s*$/i.exec(value)?.[1];
    if (token === undefined) throw refused('CREDENTIAL_MALFORMED');
    return { from: 'header', token };
  });
}

function inCookies(cookies: string | null, sessionCookie: string): Credential[] {
  return (cookies?.split(';') ?? []).flatMap((cookie) => {
    const [name = '', ...value] = cookie.trim().split('=');
    if (name !== sessionCookie) return [];
    const token = value.join('=');
    if (!/^[\w\-.~+/]+=*$/.test(token)) {
      throw refused('CREDENTIAL_MALFORMED', `The cookie ${sessionCookie} is empty or damaged.`);
    }
    return [{ from: 'cookie', token }];
  });
}
