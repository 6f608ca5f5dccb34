import type { GraphQLError } from 'graphql';

/*
 * How the values of the graph stand in the response of an upstream, and what it costs where they do not stand so. It is data:
 * a reader is compiled from it.
 */

/** How a value stands. */
export type Layout = ValueLayout | ListLayout | ObjectLayout | AnyLayout;

/**
 * What is wrong with a value: the response lacks it, it is null and may not be, it is no list or no object, or its type cannot
 * have it.
 */
export type Problem = 'missing' | 'null' | 'kind' | 'value';

interface Common {
  readonly isRequired: boolean;
  /** Whether null is an error that costs the value alone. */
  readonly isSemanticNonNull?: boolean;
  /** Whether the value is the graph's already. */
  readonly isTrusted?: boolean;
  /**
   * Makes the error of a problem. Undefined: the value is null without an error.
   * @param cause what the value's `read` threw
   */
  readonly errorOf?: ((problem: Problem, cause?: unknown) => GraphQLError | undefined) | undefined;
}

/** A leaf, or a value that the graph has unchanged. */
export interface ValueLayout extends Common {
  readonly kind: 'value';
  /** Whether texts are the graph's values unchanged. */
  readonly isText?: boolean;
  /** Makes the graph's value; throws at what cannot be one. Undefined: the value is the graph's unchanged. */
  readonly read?: ((value: unknown) => unknown) | undefined;
}

export interface ListLayout extends Common {
  readonly kind: 'list';
  readonly of: Layout;
  /** The same in the order of the graph's list. Undefined: it is in that. */
  readonly arrange?: ((items: readonly unknown[]) => readonly unknown[]) | undefined;
}

export interface ObjectLayout extends Common {
  readonly kind: 'object';
  readonly members: readonly Member[];
}

/** An object of any of several types. */
export interface AnyLayout extends Common {
  readonly kind: 'any';
  /** The key of the response that says which. */
  readonly typeKey: string;
  /** By what stands there. */
  readonly members: ReadonlyMap<string, { readonly typeName: string; readonly object: ObjectLayout }>;
}

/** A key of an object of the graph: known without the response, read from a key of the response's object, or taken from it. */
export type Member =
  | { readonly key: string; readonly constant: unknown }
  | { readonly key: string; readonly name: string; readonly layout: Layout }
  | { readonly key: string; readonly layout: Layout; readonly take: Take };

/**
 * Takes a value from an object of the response.
 * @param report adds an error at the value's place
 * @throws GraphQLError in the place of the value
 */
export type Take = (from: Readonly<Record<string, unknown>>, report: (error: GraphQLError) => void) => unknown;
