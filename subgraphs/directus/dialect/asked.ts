/** A field of Directus's document, still a tree: aliases and arguments are settled, nothing is printed. */
export interface Asked {
  /** Directus's type that it is a field of. */
  readonly of: string;
  readonly name: string;
  /** The key of the answer, where it is not the name. Roots get theirs when they are printed together. */
  readonly alias?: string;
  readonly args: readonly AskedArgument[];
  readonly selection: Selection | undefined;
  /** Of a decimal that is read exactly: the primary key of its row. */
  readonly decimalBy?: string;
}

/** An argument: it travels as a variable, so that it costs nothing of Directus's token limit. */
export interface AskedArgument {
  readonly name: string;
  /** Its type in Directus. */
  readonly type: string;
  readonly value: unknown;
  /** The fields that it looks at, by their paths: a role that lacks one cannot ask so. */
  readonly looksAt?: readonly (readonly Step[])[];
  /** Whether it is left out where the role lacks what it looks at: nobody asked for it. */
  readonly isOwn?: boolean;
}

/** A step of a path: a field, and the type of Directus that it is of. */
export interface Step {
  readonly of: string;
  readonly name: string;
}

/** What is asked of a value: fields, or fields for each type that it can be. */
export interface Selection {
  readonly fields: readonly Asked[];
  readonly fragments: ReadonlyMap<string, Selection>;
  /** Whether a decimal is in it, at any depth. */
  readonly hasDecimals?: boolean;
}

/** What the role that asks is known to lack: `type.field`, or a type by its name. */
export type Denials = ReadonlySet<string>;

/** Whether a role lacks a field or the type that it is of. */
export function isDenied(denials: Denials, of: string, name: string): boolean {
  return denials.has(of) || denials.has(coordinate(of, name));
}

/** Whether a role lacks what an argument looks at, so that it cannot ask with it. */
export function looksAtDenied(denials: Denials, { looksAt = [] }: AskedArgument): boolean {
  return looksAt.some((path) => path.some(({ of, name }) => isDenied(denials, of, fieldOf(name))));
}

/** `item__cms_block_map`, as a filter calls it, is of the field `item`. */
const fieldOf = (name: string) => /^(.+?)__/.exec(name)?.[1] ?? name;

export const coordinate = (of: string, name: string) => `${of}.${name}`;

/** Asks for the value at a path. */
export function askPath([step, ...rest]: readonly Step[]): readonly Asked[] {
  if (!step) return [];
  const selection = rest.length === 0 ? undefined : { fields: askPath(rest), fragments: new Map() };
  return [{ of: step.of, name: step.name, args: [], selection }];
}
