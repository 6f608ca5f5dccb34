import type { Audience } from '../graph/audiences.ts';
import type { TokenBucket } from './burst.ts';

/**
 * Limits by audience: the public, partners, staff. A partner's agreement replaces its two rates (identity/identity.ts).
 * The rates of anonymous callers are counted by address.
 */
const TABLE = {
  /** Whether `__schema` and `__type` are permitted. */
  introspection: [true, true, true],
  /** Bytes of a document, including comments and white space. */
  bytes: [20_000, 40_000, 100_000],
  /** Lexical tokens of a document. */
  tokens: [2_000, 4_000, 10_000],
  /** Depth of nested fields; below `__schema` and `__type`, graphql-js bounds it. */
  depth: [12, 14, 20],
  /** The next four count a fragment at each of its spreads. */
  fields: [500, 1_000, 2_000],
  aliases: [30, 100, 200],
  directives: [50, 50, 100],
  rootFields: [10, 20, 50],
  /** Size of arguments, separately in the document and in the variables: see `InputSize`. */
  inputFields: [500, 1_000, 5_000],
  inputItems: [5_000, 5_000, 20_000],
  inputDepth: [12, 14, 20],
  inputText: [10_000, 10_000, 250_000],
  /** Cost of one operation, in the points of cost.ts. */
  cost: [250_000, 2_500_000, 25_000_000],
  requestsPerMinute: [1_200, 1_200, 6_000],
  /** Concurrent subscriptions, by process. */
  subscriptions: [20, 100, 200],
  /** Cost of a day, in points; the day begins with a caller's first request. */
  costPerDay: [50_000_000, 500_000_000, 5_000_000_000],
} as const satisfies Readonly<Record<string, readonly [unknown, unknown, unknown]>>;

/** The bounds of one audience. */
export type Bounds = { readonly [Name in keyof typeof TABLE]: Name extends 'introspection' ? boolean : number };

const column = (audience: 0 | 1 | 2) =>
  Object.fromEntries(Object.entries(TABLE).map(([name, bounds]) => [name, bounds[audience]])) as Bounds;

export const BOUNDS: Readonly<Record<Audience, Bounds>> = {
  public: column(0),
  partner: column(1),
  internal: column(2),
};

/** Maximum bytes of a request's body, before it is parsed as JSON. */
export const BODY_BYTES = 256 * 1024;

/**
 * Maximum number of objects in a body of JSON: as many as the largest document and its variables have. V8 takes over 1 µs for an
 * object whose field has a new name.
 */
export const BODY_OBJECTS = 8_000;

/** Maximum number of bad credentials of a network per minute; further credentials are refused unchecked. */
export const BAD_CREDENTIALS_PER_MINUTE = 60;

/**
 * Messages of the WebSockets of an address, pings and pongs included; each 4,096 characters of a message count as one more.
 * They need not be operations, so that no rate of requests bounds them.
 */
export const SOCKET_MESSAGES: TokenBucket = { capacity: 1_000, perSecond: 200 };

/** Maximum size of all messages of WebSockets that have arrived in part, in bytes. */
export const UNFINISHED_BYTES = 64 * 1024 * 1024;
