import type { GraphQLError } from 'graphql';

/*
 * A layout describes where the graph's values are in an upstream's response, and the errors if they are not there. It
 * is data: a reader is compiled from it.
 */

/** The layout of a value. */
export type Layout = ValueLayout | ListLayout | ObjectLayout | AnyLayout;

/**
 * The problem with a value: it is missing in the response, it is null but required, it is no list or no object, or its
 * type does not allow it.
 */
export type Problem = 'missing' | 'null' | 'kind' | 'value';

interface Common {
  readonly isRequired: boolean;
  /** Whether null is an error of the value only, not of its parent. */
  readonly isSemanticNonNull?: boolean;
  /** Whether the value is already in the graph's form. */
  readonly isTrusted?: boolean;
  /**
   * Builds the error of a problem. Undefined: the value is null without an error.
   * @param cause the error that the value's `read` threw
   */
  readonly errorOf?: ((problem: Problem, cause?: unknown) => GraphQLError | undefined) | undefined;
}

/** A leaf, or a value that the graph uses unchanged. */
export interface ValueLayout extends Common {
  readonly kind: 'value';
  /** Whether strings are the graph's values unchanged. */
  readonly isText?: boolean;
  /** Converts to the graph's value; throws for an invalid one. Undefined: the value is used unchanged. */
  readonly read?: ((value: unknown) => unknown) | undefined;
}

export interface ListLayout extends Common {
  readonly kind: 'list';
  readonly of: Layout;
  /** Sorts the items in the order of the graph's list. Undefined: they are in this order. */
  readonly arrange?: ((items: readonly unknown[]) => readonly unknown[]) | undefined;
}

export interface ObjectLayout extends Common {
  readonly kind: 'object';
  readonly members: readonly Member[];
}

/** An object of any of several types. */
export interface AnyLayout extends Common {
  readonly kind: 'any';
  /** The key of the response that contains the type. */
  readonly typeKey: string;
  /** The layouts by the value of that key. */
  readonly members: ReadonlyMap<string, { readonly typeName: string; readonly object: ObjectLayout }>;
}

/** A key of an object of the graph: a constant, read from a key of the response's object, or taken from that object. */
export type Member =
  | { readonly key: string; readonly constant: unknown }
  | { readonly key: string; readonly name: string; readonly layout: Layout }
  | { readonly key: string; readonly layout: Layout; readonly take: Take };

/**
 * Takes a value from an object of the response.
 * @param report adds an error at the value's path
 * @throws GraphQLError that replaces the value
 */
export type Take = (from: Readonly<Record<string, unknown>>, report: (error: GraphQLError) => void) => unknown;
