import type { Audience } from '../graph/audiences.ts';
import type { Scope } from '../graph/scopes.ts';

/** The caller of a request: decided once, and used everywhere else. */
export interface Identity {
  readonly kind: 'anonymous' | 'partner' | 'staff';
  readonly audience: Audience;
  /** Stable over requests, for limits and logs: "partner:4f1c…". Never a secret. */
  readonly id: string;
  readonly scopes: ReadonlySet<Scope>;
  /** The caller's own token, so that Directus's permissions apply. */
  readonly directusToken?: string;
  /** A partner's own limits. */
  readonly limits?: Limits;
}

export interface Limits {
  readonly requestsPerMinute: number;
  /** In points. */
  readonly costPerDay: number;
}

/** A token that a request presents. */
export interface Credential {
  readonly from: 'header' | 'cookie';
  readonly token: string;
}

/**
 * Checks one kind of credential.
 * @returns the identity; undefined for another kind of credential, for the next authenticator
 * @throws GraphQLError (errors.ts) for an invalid credential of this kind
 */
export type Authenticator = (credential: Credential) => Identity | undefined | Promise<Identity | undefined>;

/** The identity of a request without a credential. */
export const ANONYMOUS: Identity = {
  kind: 'anonymous',
  audience: 'public',
  id: 'anonymous',
  scopes: new Set(),
};
