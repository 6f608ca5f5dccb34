/*
 * How values of the graph stand in an answer of an upstream that is as it should be. It is data: who reads answers makes
 * of it what reads them quickly, and what turns out not to stand so is read with care.
 */

/** How a value stands. One that is undefined is never as it should be; null is where it is not required. */
export type Layout = ValueLayout | ListLayout | ObjectLayout | AnyLayout;

interface Common {
  readonly isRequired: boolean;
  /** Whether it is the graph's value as it came, and need not be looked at. */
  readonly isTrusted?: boolean;
}

/** A leaf, or a value that the graph has as it came. */
export interface ValueLayout extends Common {
  readonly kind: 'value';
  /** Whether texts are the graph's values as they came. */
  readonly isText?: boolean;
  /** Whether one that is not null is the graph's value as it came. Undefined: it always is. */
  readonly isRight?: ((value: unknown) => boolean) | undefined;
  /** Makes the graph's value of any other; throws at what cannot be one. Undefined: of texts there are no others, and else it is as it came. */
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
  /** Whether the graph's object is the very one that came, once its members are found to be right. */
  readonly isAsItCame?: boolean;
}

/** An object of any of several types. */
export interface AnyLayout extends Common {
  readonly kind: 'any';
  /** The key of the answer that tells which. */
  readonly typeKey: string;
  /** By what stands there. */
  readonly members: ReadonlyMap<string, { readonly typeName: string; readonly object: ObjectLayout }>;
}

/** A key of an object of the graph: known without the answer, or a value of it. */
export type Member =
  | { readonly key: string; readonly constant: string }
  | { readonly key: string; readonly name: string; readonly layout: Layout };

/** A root field of an answer, and how what came for it stands there. */
export interface PlainField {
  readonly layout: Layout;
  readonly value: unknown;
}
