import { type ArgumentNode, valueFromASTUntyped } from 'graphql';

/** The size of the values of arguments, inline or in variables. */
export interface InputSize {
  /** Fields of input objects: each condition of a filter is one or two. */
  readonly inputFields: number;
  /** Items of lists. */
  readonly inputItems: number;
  /** Depth of nested lists and objects. */
  readonly inputDepth: number;
  /** Characters of the longest text. */
  readonly inputText: number;
}

export const NO_INPUT: InputSize = { inputFields: 0, inputItems: 0, inputDepth: 0, inputText: 0 };

/** Maximum depth that is measured: deeper values are refused in any case. */
const MAX_LOOK = 100;

/** Measures the inline arguments of a field. Variables are measured separately: see `variablesSize`. */
export function argumentsSize(args: readonly ArgumentNode[] = []): InputSize {
  return args.map(({ value }) => valueSize(valueFromASTUntyped(value))).reduce(together, NO_INPUT);
}

/** Measures all variables of a request. */
export function variablesSize(variables: Readonly<Record<string, unknown>>): InputSize {
  return Object.values(variables)
    .map((value) => valueSize(value))
    .reduce(together, NO_INPUT);
}

/** Measures a JSON value. @param depth of the value itself */
function valueSize(value: unknown, depth = 1): InputSize {
  if (typeof value === 'string') return { ...NO_INPUT, inputText: value.length };
  if (typeof value !== 'object' || value === null) return NO_INPUT;
  const isList = Array.isArray(value);
  const values: readonly unknown[] = isList ? value : Object.values(value);
  const [inputFields, inputItems] = isList ? [0, values.length] : [values.length, 0];
  const own = { inputFields, inputItems, inputDepth: depth, inputText: 0 };
  return depth >= MAX_LOOK ? own : values.map((each) => valueSize(each, depth + 1)).reduce(together, own);
}

export function together(one: InputSize, other: InputSize): InputSize {
  return {
    inputFields: one.inputFields + other.inputFields,
    inputItems: one.inputItems + other.inputItems,
    inputDepth: Math.max(one.inputDepth, other.inputDepth),
    inputText: Math.max(one.inputText, other.inputText),
  };
}

/** Points for a field of an input object; numbers of list items and of characters for one point. */
const FIELD_POINTS = 10;
const ITEMS_PER_POINT = 10;
const CHARACTERS_PER_POINT = 100;

/** Returns the cost of reading values and searching by them, in points: 0 for a few numbers and short texts. */
export function inputPoints({ inputFields, inputItems, inputText }: InputSize): number {
  return (
    FIELD_POINTS * inputFields + Math.floor(inputItems / ITEMS_PER_POINT) + Math.floor(inputText / CHARACTERS_PER_POINT)
  );
}
