import type { GraphQLObjectType } from 'graphql';

/** Arguments as JSON, by name. */
export type Arguments = Readonly<Record<string, unknown>>;

/**
 * How a value is written: as a literal, as a variable, as a variable's default while the variable is absent, as a
 * variable whose default is another value, as a variable that is absent (which leaves the value out where that is
 * allowed), or as an object or list whose parts are variables.
 */
export type Mode = 'literal' | 'variable' | 'default' | 'overridden' | 'absent' | 'parts';

export interface Directive {
  readonly name: 'include' | 'skip';
  readonly value: boolean;
  readonly mode: Exclude<Mode, 'parts' | 'absent'>;
}

export interface Field {
  readonly kind: 'field';
  readonly name: string;
  /** The response key that is wished for: where it is taken for another field, a number is put behind it. */
  readonly alias: string | undefined;
  readonly args: Arguments;
  readonly mode: Mode;
  readonly directive: Directive | undefined;
  readonly below: readonly Tree[] | undefined;
}

export interface Fragment {
  readonly kind: 'inline' | 'named' | 'untyped';
  readonly on: GraphQLObjectType;
  readonly directive: Directive | undefined;
  readonly below: readonly Tree[];
}

/** A named fragment of the operation's once more, counted among those that fit; nothing where none does. */
export interface Again {
  readonly kind: 'again';
  readonly index: number;
}

/** One selection of a random query, before it is known which response keys are free. */
export type Tree = Field | Fragment | Again;

export interface Operation {
  readonly type: GraphQLObjectType;
  readonly selections: readonly Tree[];
}
