import { createHash, timingSafeEqual } from 'node:crypto';
import { GraphQLError } from 'graphql';
import type { Audience } from '../graph/audiences.ts';

/** Who asks. */
export interface Identity {
  readonly kind: 'anonymous' | 'staff';
  readonly audience: Audience;
}

const ANONYMOUS: Identity = { kind: 'anonymous', audience: 'public' };
const STAFF: Identity = { kind: 'staff', audience: 'internal' };

/**
 * Who a request is from. No credential is anonymous; one that is unknown never is.
 * @param staffToken who presents it is staff; undefined: nobody is
 * @throws GraphQLError UNAUTHENTICATED, HTTP 401, for a credential that is malformed or unknown
 */
export function identify(authorization: string | null, staffToken: string | undefined): Identity {
  if (authorization === null) return ANONYMOUS;
  const token = /^Bearer ([\w\-.~+/]+=*)$/i.exec(authorization)?.[1];
  if (token === undefined) throw unauthenticated('The Authorization header must read "Bearer <token>".');
  if (staffToken === undefined || !isSame(token, staffToken)) {
    throw unauthenticated('The token is not known here: correct it, or leave the Authorization header out.');
  }
  return STAFF;
}

/** Compares in a time that says nothing of how much was right. */
function isSame(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}

function unauthenticated(message: string): GraphQLError {
  return new GraphQLError(message, {
    extensions: {
      code: 'UNAUTHENTICATED',
      http: { status: 401, headers: { 'WWW-Authenticate': 'Bearer realm="chronos-graph"' } },
    },
  });
}
