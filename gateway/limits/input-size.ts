import { type ArgumentNode, Kind, type ValueNode } from 'graphql';

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
  return args.map(({ value }) => nodeSize(value, 1)).reduce(together, NO_INPUT);
}

/** @param depth of the value itself */
function nodeSize(node: ValueNode, depth: number): InputSize {
  switch (node.kind) {
    case Kind.OBJECT:
      return nestedSize(node.fields, false, depth, ({ value }, below) => nodeSize(value, below));
    case Kind.LIST:
      return nestedSize(node.values, true, depth, nodeSize);
    case Kind.STRING:
      return { ...NO_INPUT, inputText: node.value.length };
    default:
      return NO_INPUT;
  }
}

/** Measures all variables of a request. */
export function variablesSize(variables: Readonly<Record<string, unknown>>): InputSize {
  let size = NO_INPUT;
  for (const value of Object.values(variables)) size = together(size, valueSize(value, 1));
  return size;
}

/** Measures a JSON value. */
function valueSize(value: unknown, depth: number): InputSize {
  if (typeof value === 'string') return { ...NO_INPUT, inputText: value.length };
  if (typeof value !== 'object' || value === null) return NO_INPUT;
  const isList = Array.isArray(value);
  return nestedSize<unknown>(isList ? value : Object.values(value), isList, depth, valueSize);
}

function nestedSize<Value>(
  values: readonly Value[],
  isList: boolean,
  depth: number,
  sizeOf: (value: Value, depth: number) => InputSize,
): InputSize {
  const [inputFields, inputItems] = isList ? [0, values.length] : [values.length, 0];
  const own = { inputFields, inputItems, inputDepth: depth, inputText: 0 };
  return depth >= MAX_LOOK ? own : values.map((value) => sizeOf(value, depth + 1)).reduce(together, own);
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
