import { GraphQLError } from 'graphql';
import type { Change } from '../changes/index.ts';

/** What one delivery says. */
export interface Delivery {
  readonly changes: readonly UpstreamChange[];
  /** Whether the upstream's schema changed. */
  readonly isSchema: boolean;
}

/** A change as the upstream names things. */
export interface UpstreamChange extends Omit<Change, 'upstream' | 'typeName'> {
  /** The upstream's word for the type: a collection of Directus, an object of Twenty. */
  readonly of: string;
}

/** How one upstream's deliveries are told from others', and read. */
export interface Receiver {
  readonly upstream: 'directus' | 'twenty';
  /**
   * Looks at what there is before the body.
   * @throws GraphQLError for what can't be the upstream's
   */
  checkHeaders(headers: Headers): void;
  /** @throws GraphQLError for what is not the upstream's, or has come before */
  check(headers: Headers, body: string): Promise<void>;
  /** @throws ZodError for what is not as the upstream writes it */
  read(body: unknown): Delivery;
}

/** It can't be shown to be the upstream's: WEBHOOK_REFUSED, HTTP 401. */
export const refused = (message: string) => webhookError(401, 'WEBHOOK_REFUSED', message);

/** It is the upstream's, and has come before: WEBHOOK_REPLAYED, HTTP 409. */
export const replayed = (message: string) => webhookError(409, 'WEBHOOK_REPLAYED', message);

export function webhookError(status: number, code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status } } });
}
