import { createMemo, createNumbering } from '../../../common/memo.ts';
import {
  coordinate,
  type Denials,
  type DirectusField,
  type DirectusSelection,
  isDenied,
  looksAtDenied,
  type RequestedArgument,
} from '../requested-field.ts';

/** One request to Directus. */
export interface DirectusDocument {
  readonly text: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The response key of each root, in their order; roots that are omitted from the text have one too. */
  readonly keys: readonly string[];
  /** For each line of the text: the field or type that the role lacks if Directus refuses this line. */
  readonly lines: readonly (string | undefined)[];
}

/**
 * Prints roots as one operation, without the fields that the role lacks. Each field, argument declaration and fragment
 * has its own line, so that the line of a validation error identifies the refused one. Roots that differ only in the
 * values of their arguments share one text, which is printed once.
 * @returns undefined if no field remains
 */
export function printDocument(roots: readonly DirectusField[], denials: Denials): DirectusDocument | undefined {
  // Denials are only added, so their count is a version.
  const shape = `${numberOf(denials)} ${denials.size} ${roots.map(shapeOf).join(' ')}`;
  const text = texts.of(shape, () => print(roots, denials), bytesOf);
  if (!text) return undefined;
  const variables: Record<string, unknown> = {};
  for (const [index, slot] of text.slots.entries()) {
    variables[variableAt(index)] = slot.root === undefined ? slot.value : roots[slot.root]?.args[slot.argument]?.value;
  }
  return { text: text.text, variables, keys: text.keys, lines: text.lines };
}

/** A printed text, and the sources of its variables' values: the values of root arguments differ between requests. */
interface Text extends Omit<DirectusDocument, 'variables'> {
  readonly slots: readonly Slot[];
}

type Slot =
  | { readonly root: number; readonly argument: number }
  | { readonly root?: undefined; readonly value: unknown };

const texts = createMemo<Text | null>();

/** Estimates the bytes of a text, its lines and the values that it was printed with. */
function bytesOf(made: Text | null): number {
  return made ? 2 * made.text.length + 100 * made.lines.length + 2 * JSON.stringify(made.slots).length : 0;
}

const numberOf = createNumbering();

/** Returns a key of everything in a root that its text depends on. */
function shapeOf({ name, args, selection }: DirectusField): string {
  const shapes = args.map(
    (argument) => `${argument.name}:${argument.type}${argument.isOwn ? '!' : ''}${lookedAt(argument)}`,
  );
  return `${name}(${shapes})${selection ? numberOf(selection) : ''}`;
}

function lookedAt({ looksAt = [] }: RequestedArgument): string {
  return looksAt.map((path) => path.map(({ of, name }) => coordinate(of, name)).join('/')).join('&');
}

function print(roots: readonly DirectusField[], denials: Denials): Text | null {
  const printing: Printing = { denials, slots: [], declarations: [], lines: [] };
  const keys = rootKeys(roots);
  roots.forEach((root, index) => {
    printField(printing, root, keys[index], 1, index);
  });
  if (printing.lines.length === 0) return null;
  const head: Line[] =
    printing.declarations.length === 0
      ? [{ text: 'query {' }]
      : [{ text: 'query (' }, ...printing.declarations, { text: ') {' }];
  const lines = [...head, ...printing.lines, { text: '}' }];
  return {
    text: lines.map(({ text }) => text).join('\n'),
    slots: printing.slots,
    keys,
    lines: lines.map(({ refused }) => refused),
  };
}

const variableAt = (index: number) => `v${index}`;

interface Line {
  readonly text: string;
  readonly refused?: string;
}

interface Printing {
  readonly denials: Denials;
  readonly slots: Slot[];
  readonly declarations: Line[];
  readonly lines: Line[];
}

function rootKeys(roots: readonly DirectusField[]): readonly string[] {
  const met = new Map<string, number>();
  return roots.map(({ name }) => {
    const nth = (met.get(name) ?? 0) + 1;
    met.set(name, nth);
    return nth === 1 ? name : `${name}__${nth}`;
  });
}

function printField(
  printing: Printing,
  field: DirectusField,
  key: string | undefined,
  depth: number,
  root?: number,
): void {
  const { of, name, selection } = field;
  const isRefused = (argument: RequestedArgument) => looksAtDenied(printing.denials, argument);
  const args = field.args.filter((argument) => !argument.isOwn || !isRefused(argument));
  if (isDenied(printing.denials, of, name) || args.some(isRefused)) return;
  const inner: Line[] = [];
  if (selection) printSelection({ ...printing, lines: inner }, selection, depth + 1);
  if (selection && inner.length === 0) return;
  const indent = '  '.repeat(depth);
  const alias = key !== undefined && key !== name ? `${key}: ` : '';
  const refused = coordinate(of, name);
  const text = indent + alias + name + printArguments(printing, field, args, refused, root);
  if (selection) printing.lines.push({ text: `${text} {`, refused }, ...inner, { text: `${indent}}` });
  else printing.lines.push({ text, refused });
}

function printSelection(printing: Printing, { fields, fragments }: DirectusSelection, depth: number): void {
  for (const field of fields) printField(printing, field, field.alias, depth);
  for (const [type, selection] of fragments) {
    const inner: Line[] = [];
    if (!printing.denials.has(type)) printSelection({ ...printing, lines: inner }, selection, depth + 1);
    if (inner.length === 0) continue;
    const indent = '  '.repeat(depth);
    printing.lines.push({ text: `${indent}... on ${type} {`, refused: type }, ...inner, { text: `${indent}}` });
  }
}

function printArguments(
  { slots, declarations }: Printing,
  field: DirectusField,
  args: DirectusField['args'],
  refused: string,
  root: number | undefined,
): string {
  if (args.length === 0) return '';
  const texts = args.map((argument) => {
    const { name, type, value } = argument;
    const slot: Slot = root === undefined ? { value } : { root, argument: field.args.indexOf(argument) };
    const variable = variableAt(slots.push(slot) - 1);
    declarations.push({ text: `  $${variable}: ${type}`, refused });
    return `${name}: $${variable}`;
  });
  return `(${texts.join(', ')})`;
}
