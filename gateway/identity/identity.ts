import type { Audience } from '../graph/audiences.ts';
import type { Scope } from '../graph/scopes.ts';

/** Who asks: decided once per request, and all that the rest of the gateway knows of it. */
export interface Identity {
  readonly kind: 'anonymous' | 'partner' | 'staff';
  readonly audience: Audience;
  /** The same from one request to the next, for limits and logs: "partner:4f1c…". Never a secret. */
  readonly id: string;
  readonly scopes: ReadonlySet<Scope>;
  /** The caller's own, so that Directus decides what it may do there. */
  readonly directusToken?: string;
  /** What was agreed with a partner. */
  readonly limits?: Limits;
}

export interface Limits {
  readonly requestsPerMinute: number;
  /** In the points of an operation's cost. */
  readonly costPerDay: number;
}

/** What a caller presents of itself. */
export interface Credential {
  readonly from: 'header' | 'cookie';
  readonly token: string;
}

/**
 * Knows one kind of credential.
 * @returns who presents it; undefined where it is not of that kind, for the next to look at
 * @throws GraphQLError, see errors.ts, where it is of that kind and is not good
 */
export type Authenticator = (credential: Credential) => Identity | undefined | Promise<Identity | undefined>;

/** Who presents nothing. */
export const ANONYMOUS: Identity = {
  kind: 'anonymous',
  audience: 'public',
  id: 'anonymous',
  scopes: new Set(),
};
