import type { Upstream } from '../../subgraphs/upstream.ts';

/** A root field of one upstream that answers for a list of keys, in their order: see `Upstream.lookups`. */
export interface Lookup {
  readonly upstream: Upstream['name'];
  readonly field: string;
  /** The argument that takes the keys. */
  readonly keys: string;
}

/** The arguments of a link's own field, coerced. */
export type LinkArgs = Readonly<Record<string, unknown>>;

/** What every edge from a type of one upstream to a type of another says of itself. */
interface LinkBase {
  readonly on: string;
  /**
   * The field as SDL: name, arguments, type. It is nullable, so that an upstream that is down costs this field alone;
   * `@semanticNonNull` at its end says that it is never null otherwise, whatever the parent.
   */
  readonly field: string;
  readonly description: string;
  /** What the key is made of, as a selection on the parent. Clients need not select it. */
  readonly needs: string;
}

/**
 * An edge followed by a key. It is data, which plans read.
 * Always batched: one upstream request per link and wave, however many parents there are.
 *
 * What its field answers follows from its type and the lookup's:
 * - a single value: one key, and the value the lookup found for it, or null;
 * - a list, from a lookup of single values: a list of keys, and the values found, in the order of the keys;
 * - a list, from a lookup of lists: one key, and the list the lookup found for it.
 */
export interface Link extends LinkBase {
  readonly lookup: Lookup;
  /** Null, or an empty list, where there is nothing to look up: then nothing is asked. */
  key(parent: unknown, args: LinkArgs): unknown;
  /** Further arguments of the lookup. */
  lookupArgs?(args: LinkArgs): Record<string, unknown>;
  /**
   * How long its list can be, for the cost of an operation: 100 where nothing is said. A list whose field has an argument
   * `first`, `last` or `limit` is as long as that says.
   */
  readonly listSize?: number;
}

/**
 * An edge to what stands inside a region. No key leads there: candidates are searched for, each is located
 * by its place, and those found inside are the region's. Two upstream requests, however many regions there are.
 */
export interface LocatedLink extends LinkBase {
  /** The type of the field, which is made for it: a count, and nodes of another type. */
  readonly list: { readonly type: string; readonly node: string; readonly description: string };
  readonly search: {
    readonly upstream: Upstream['name'];
    /** A root field that answers with a Relay connection. */
    readonly field: string;
    /** What finds every candidate for all the parents at once, and perhaps some more. */
    args(parents: readonly unknown[]): Record<string, unknown>;
    /** The most candidates that are looked at; past it the field is an error that says so. */
    readonly bound: number;
    /** What a candidate's place is made of, as a selection on it. */
    readonly needs: string;
  };
  readonly locate: {
    readonly lookup: Lookup;
    /** Where a candidate stands, as a key of the lookup; null where it can't be said. */
    key(candidate: unknown): unknown;
    /** Further arguments of the lookup, for one parent. Parents with the same arguments share a request. */
    lookupArgs(parent: unknown): Record<string, unknown>;
    /** What is asked of a found place. */
    readonly select: string;
    belongs(found: unknown, parent: unknown): boolean;
  };
}

/** Declares a link. The type parameters say what `needs` selects and which arguments the field has. */
export function link<Parent, Args = Record<never, never>>(
  definition: Omit<Link, 'key' | 'lookupArgs'> & {
    key(parent: Parent, args: Args): unknown;
    lookupArgs?(args: Args): Record<string, unknown>;
  },
): Link {
  return definition as Link;
}

/** Declares a located link. The type parameters say what the two `needs` select, and what `select` does. */
export function locatedLink<Parent, Candidate, Found>(
  definition: LinkBase &
    Pick<LocatedLink, 'list'> & {
      search: Omit<LocatedLink['search'], 'args'> & { args(parents: readonly Parent[]): Record<string, unknown> };
      locate: Omit<LocatedLink['locate'], 'key' | 'lookupArgs' | 'belongs'> & {
        key(candidate: Candidate): unknown;
        lookupArgs(parent: Parent): Record<string, unknown>;
        belongs(found: Found, parent: Parent): boolean;
      };
    },
): LocatedLink {
  return definition as LocatedLink;
}

/** The name of the field that a link adds. */
export function fieldNameOf({ field }: Link | LocatedLink): string {
  return field.split(/[^_0-9A-Za-z]/, 1).join('');
}

/** The lookups of the analytics subgraph, which every deployment has. */
export const analytics = {
  seriesByCodes: { upstream: 'analytics', field: 'seriesByCodes', keys: 'codes' },
  regionsByCodes: { upstream: 'analytics', field: 'regionsByCodes', keys: 'codes' },
  regionsAt: { upstream: 'analytics', field: 'regionsAt', keys: 'places' },
  indicatorsByCodes: { upstream: 'analytics', field: 'indicatorsByCodes', keys: 'codes' },
} as const satisfies Record<string, Lookup>;
