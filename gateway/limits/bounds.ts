import type { Audience } from '../graph/audiences.ts';

/** How much an audience may ask for. A partner's agreement replaces its two rates (identity/identity.ts). */
export interface Bounds {
  /** Whether `__schema` and `__type` are answered. */
  readonly introspection: boolean;
  /** Bytes of a document, comments and white space among them. */
  readonly bytes: number;
  /** Lexical tokens of a document. */
  readonly tokens: number;
  /** How deep fields lie in each other; what is below `__schema` and `__type` is bounded by graphql-js. */
  readonly depth: number;
  /** The next four count a fragment wherever it is spread. */
  readonly fields: number;
  readonly aliases: number;
  readonly directives: number;
  readonly rootFields: number;
  /** What arguments are given, in the document and again in the variables: see `InputSize`. */
  readonly inputFields: number;
  readonly inputItems: number;
  readonly inputDepth: number;
  readonly inputText: number;
  /** Of one operation, in the points of cost.ts. */
  readonly cost: number;
  readonly requestsPerMinute: number;
  /** At a time, of one process. */
  readonly subscriptions: number;
  /** In the same points; a day begins with a caller's first request. */
  readonly costPerDay: number;
}

/** The bounds of who has agreed on no others; anonymous callers have the rates each by their address. */
export const BOUNDS: Readonly<Record<Audience, Bounds>> = {
  public: {
    introspection: true,
    bytes: 20_000,
    tokens: 2_000,
    depth: 12,
    fields: 500,
    aliases: 30,
    directives: 50,
    rootFields: 10,
    inputFields: 500,
    inputItems: 5_000,
    inputDepth: 12,
    inputText: 10_000,
    cost: 250_000,
    requestsPerMinute: 1_200,
    subscriptions: 20,
    costPerDay: 50_000_000,
  },
  partner: {
    introspection: true,
    bytes: 40_000,
    tokens: 4_000,
    depth: 14,
    fields: 1_000,
    aliases: 100,
    directives: 50,
    rootFields: 20,
    inputFields: 1_000,
    inputItems: 5_000,
    inputDepth: 14,
    inputText: 10_000,
    cost: 2_500_000,
    requestsPerMinute: 1_200,
    subscriptions: 100,
    costPerDay: 500_000_000,
  },
  internal: {
    introspection: true,
    bytes: 100_000,
    tokens: 10_000,
    depth: 20,
    fields: 2_000,
    aliases: 200,
    directives: 100,
    rootFields: 50,
    inputFields: 5_000,
    inputItems: 20_000,
    inputDepth: 20,
    inputText: 250_000,
    cost: 25_000_000,
    requestsPerMinute: 6_000,
    subscriptions: 200,
    costPerDay: 5_000_000_000,
  },
};

/** Bytes of a request's body, before it is read as JSON. */
export const BODY_BYTES = 256 * 1024;

/** How many credentials that are not good a network may present, until it is refused before they are checked. */
export const BAD_CREDENTIALS_PER_MINUTE = 60;
