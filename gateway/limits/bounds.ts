import type { Audience } from '../graph/audiences.ts';

/**
 * How much each audience may ask for: the public, partners, staff. A partner's agreement replaces its two rates (identity/identity.ts);
 * anonymous callers have the rates each by their address.
 */
const TABLE = {
  /** Whether `__schema` and `__type` are answered. */
  introspection: [true, true, true],
  /** Bytes of a document, comments and white space among them. */
  bytes: [20_000, 40_000, 100_000],
  /** Lexical tokens of a document. */
  tokens: [2_000, 4_000, 10_000],
  /** How deep fields lie in each other; what is below `__schema` and `__type` is bounded by graphql-js. */
  depth: [12, 14, 20],
  /** The next four count a fragment wherever it is spread. */
  fields: [500, 1_000, 2_000],
  aliases: [30, 100, 200],
  directives: [50, 50, 100],
  rootFields: [10, 20, 50],
  /** What arguments are given, in the document and again in the variables: see `InputSize`. */
  inputFields: [500, 1_000, 5_000],
  inputItems: [5_000, 5_000, 20_000],
  inputDepth: [12, 14, 20],
  inputText: [10_000, 10_000, 250_000],
  /** Of one operation, in the points of cost.ts. */
  cost: [250_000, 2_500_000, 25_000_000],
  requestsPerMinute: [1_200, 1_200, 6_000],
  /** At a time, of one process. */
  subscriptions: [20, 100, 200],
  /** In the same points; a day begins with a caller's first request. */
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

/** Bytes of a request's body, before it is read as JSON. */
export const BODY_BYTES = 256 * 1024;

/** How many credentials that are not good a network may present, until it is refused before they are checked. */
export const BAD_CREDENTIALS_PER_MINUTE = 60;
