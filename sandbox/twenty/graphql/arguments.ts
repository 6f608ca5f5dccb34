import { badInput } from '../errors.ts';

interface ArgumentTypes {
  /** An array, or one object that stands for an array of it. */
  list: readonly unknown[];
  array: readonly unknown[];
  object: object;
  string: string;
  number: number;
  boolean: boolean;
}

type Shape = Readonly<Record<string, keyof ArgumentTypes>>;

type Arguments<S extends Shape> = { readonly [Name in keyof S]: ArgumentTypes[S[Name]] | undefined };

/**
 * Checks a root field's arguments: that they are known, and roughly of their type. Nothing is coerced: a digit string
 * is no number. An argument that is null counts as left out.
 * @throws TwentyError for an unknown argument or one of another type
 */
export function readArguments<S extends Shape>(args: Readonly<Record<string, unknown>>, shape: S): Arguments<S> {
  const read: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(args)) {
    const type = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (!type) throw badInput('INVALID_QUERY_INPUT', `Argument not allowed: ${name}`);
    read[name] = type === 'list' && typeOf(value) === 'object' ? [value] : value;
    const expected = type === 'list' ? 'array' : type;
    if (typeOf(read[name]) !== expected) {
      const article = expected === 'array' || expected === 'object' ? 'an' : 'a';
      throw badInput('INVALID_QUERY_INPUT', `Invalid argument: "${name}" must be ${article} ${expected}`);
    }
  }
  return read as Arguments<S>;
}

/**
 * @param kind what the argument must be, as the error says it: `(object)`
 * @throws TwentyError when the argument was left out
 */
export function required<T>(name: string, kind: string, value: T | undefined): T {
  if (value !== undefined) return value;
  throw badInput('INVALID_QUERY_INPUT', `Missing required argument: "${name}" ${kind}`);
}

function typeOf(value: unknown): string {
  return Array.isArray(value) ? 'array' : typeof value;
}
