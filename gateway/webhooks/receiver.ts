import type { GraphQLSchema } from 'graphql';
import type { Change } from '../changes/index.ts';
import { requestError } from '../errors.ts';

/** One delivery of a webhook: changes of values, or of the upstream's schema. */
export type Delivery = readonly UpstreamChange[] | 'schema';

/** A change in the upstream's names. */
export interface UpstreamChange extends Omit<Change, 'upstream' | 'typeName'> {
  /** The upstream's name of the type: a collection of Directus, an object of Twenty. */
  readonly of: string;
}

/** Authenticates and reads the deliveries of one upstream. */
export interface WebhookReceiver {
  readonly upstream: 'directus' | 'twenty';
  /**
   * Checks the headers, before the body is read.
   * @throws GraphQLError if the delivery cannot be the upstream's
   */
  checkHeaders(headers: Headers): void;
  /** @throws GraphQLError if the delivery is not the upstream's, or is a replay */
  check(headers: Headers, body: string): Promise<void>;
  /** @throws ZodError if the body is not in the upstream's format */
  read(body: unknown): Delivery;
  /** Returns the graph's type by the upstream's name of it; undefined where the graph has none. */
  typeOf(schema: GraphQLSchema, name: string): string | undefined;
}

/** Makes the error of a delivery without valid credentials: WEBHOOK_REFUSED, HTTP 401. */
export const refused = (message: string) => requestError(401, 'WEBHOOK_REFUSED', message);

/** Makes the error of a replayed delivery: WEBHOOK_REPLAYED, HTTP 409. */
export const replayed = (message: string) => requestError(409, 'WEBHOOK_REPLAYED', message);
