import { badInput } from '../errors.ts';

interface ArgumentTypes {
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
 * is no number and a single value is no list. An argument that is null counts as left out.
 * @throws TwentyError for an unknown argument or one of another type
 */
export function readArguments<S extends Shape>(args: Readonly<Record<string, unknown>>, shape: S): Arguments<S> {
  for (const [name, value] of Object.entries(args)) {
    const type = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (!type) throw badInput('INVALID_QUERY_INPUT', `Argument not allowed: ${name}`);
    if (typeOf(value) !== type) {
      const article = type === 'array' || type === 'object' ? 'an' : 'a';
      throw badInput('INVALID_QUERY_INPUT', `Invalid argument: "${name}" must be ${article} ${type}`);
    }
  }
  return args as Arguments<S>;
}

/** @throws TwentyError when the argument was left out */
export function required<T>(name: string, value: T | undefined): T {
  if (value !== undefined) return value;
  throw badInput('INVALID_QUERY_INPUT', `Missing required argument: "${name}"`);
}

function typeOf(value: unknown): string {
  return Array.isArray(value) ? 'array' : typeof value;
}
