import type { Upstream } from '../../subgraphs/contract/upstream.ts';

/** A root field of one upstream that returns values for a list of keys, in their order: see `Upstream.lookups`. */
export interface Lookup {
  readonly upstream: Upstream['name'];
  readonly field: string;
  /** The argument that takes the keys. */
  readonly keys: string;
}

/** The arguments of a link's own field, coerced. */
export type LinkArgs = Readonly<Record<string, unknown>>;

/** The common part of all links from a type of one upstream to a type of another. */
interface LinkBase {
  readonly on: string;
  /**
   * The field as SDL: name, arguments, type. It is nullable, so that only this field fails with its upstream.
   * `@semanticNonNull` at its end declares that it is never null without an error.
   */
  readonly field: string;
  readonly description: string;
  /** The fields of the key, as a selection on the parent. Clients need not select them. */
  readonly needs: string;
}

/**
 * A link that is followed by a key. It is data that plans read.
 * It is always batched: one upstream request per link and wave, for any number of parents.
 *
 * The type of its field and the type of the lookup determine the field's value:
 * - a single value: one key, and the value the lookup found for it, or null;
 * - a list, from a lookup of single values: a list of keys, and the values found, in the order of the keys;
 * - a list, from a lookup of lists: one key, and the list the lookup found for it.
 */
export interface Link extends LinkBase {
  readonly lookup: Lookup;
  /** Returns the key; null or an empty list where there is nothing to look up: then no request is sent. */
  key(parent: unknown, args: LinkArgs): unknown;
  /** Further arguments of the lookup. */
  lookupArgs?(args: LinkArgs): Record<string, unknown>;
  /**
   * Maximum length of its list, for the cost of an operation; 100 by default. An argument `first`, `last` or `limit` of
   * the field overrides it.
   */
  readonly listSize?: number;
}

/**
 * A link to the objects inside a region. It has no key: it searches for candidates, locates each by its place, and
 * returns the candidates inside the region. It sends two upstream requests for any number of regions.
 */
export interface LocatedLink extends LinkBase {
  /** The type of the field, generated for it: a count, and nodes of another type. */
  readonly list: { readonly type: string; readonly node: string; readonly description: string };
  readonly search: {
    readonly upstream: Upstream['name'];
    /** A root field that returns a Relay connection. */
    readonly field: string;
    /** Returns arguments that find every candidate of all parents, and possibly others. */
    args(parents: readonly unknown[]): Record<string, unknown>;
    /** Maximum number of candidates; above it, the field fails with an error. */
    readonly bound: number;
    /** The fields of a candidate's place, as a selection on the candidate. */
    readonly needs: string;
  };
  readonly locate: {
    readonly lookup: Lookup;
    /** Returns a candidate's place, as a key of the lookup; null where it is unknown. */
    key(candidate: unknown): unknown;
    /** Further arguments of the lookup, for one parent. Parents with the same arguments share a request. */
    lookupArgs(parent: unknown): Record<string, unknown>;
    /** The selection on a found place. */
    readonly select: string;
    belongs(found: unknown, parent: unknown): boolean;
  };
}

/** Declares a link. The type parameters are the type of the selection `needs` and the arguments of the field. */
export function link<Parent, Args = Record<never, never>>(
  definition: Omit<Link, 'key' | 'lookupArgs'> & {
    key(parent: Parent, args: Args): unknown;
    lookupArgs?(args: Args): Record<string, unknown>;
  },
): Link {
  return definition as Link;
}

/** Declares a located link. The type parameters are the types of the two selections `needs`, and of `select`. */
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

/** Returns the name of the field that a link adds. */
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
