import {
  type Asked,
  type AskedArgument,
  coordinate,
  type Denials,
  isDenied,
  looksAtDenied,
  type Selection,
} from './asked.ts';

/** One request to Directus. */
export interface DirectusDocument {
  readonly text: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** For each of the roots, in their order: the key of its answer, also where it was left out. */
  readonly keys: readonly string[];
  /** For each line of the text: what a role lacks when Directus says that this line is wrong. */
  readonly lines: readonly (string | undefined)[];
}

/**
 * Prints roots as one operation, without what the role lacks. Each field, argument's declaration and fragment has a line
 * of its own, so that the line of a validation error tells what was refused.
 * @returns undefined where nothing is left to ask
 */
export function printDocument(roots: readonly Asked[], denials: Denials): DirectusDocument | undefined {
  const printing: Printing = { denials, variables: new Map(), lines: [] };
  const keys = rootKeys(roots);
  roots.forEach((root, index) => {
    printField(printing, root, keys[index], 1);
  });
  if (printing.lines.length === 0) return undefined;
  const declared = Array.from(printing.variables.values());
  const head: Line[] =
    declared.length === 0
      ? [{ text: 'query {' }]
      : [{ text: 'query (' }, ...declared.map(({ declaration }) => declaration), { text: ') {' }];
  const lines = [...head, ...printing.lines, { text: '}' }];
  return {
    text: lines.map(({ text }) => text).join('\n'),
    variables: Object.fromEntries(Array.from(printing.variables, ([name, { value }]) => [name, value])),
    keys,
    lines: lines.map(({ refused }) => refused),
  };
}

interface Line {
  readonly text: string;
  readonly refused?: string;
}

interface Printing {
  readonly denials: Denials;
  readonly variables: Map<string, { readonly declaration: Line; readonly value: unknown }>;
  readonly lines: Line[];
}

function rootKeys(roots: readonly Asked[]): readonly string[] {
  const met = new Map<string, number>();
  return roots.map(({ name }) => {
    const nth = (met.get(name) ?? 0) + 1;
    met.set(name, nth);
    return nth === 1 ? name : `${name}__${nth}`;
  });
}

function printField(printing: Printing, asked: Asked, key: string | undefined, depth: number): void {
  const { of, name, selection } = asked;
  const isRefused = (argument: AskedArgument) => looksAtDenied(printing.denials, argument);
  const args = asked.args.filter((argument) => !argument.isOwn || !isRefused(argument));
  if (isDenied(printing.denials, of, name) || args.some(isRefused)) return;
  const inner: Line[] = [];
  if (selection) printSelection({ ...printing, lines: inner }, selection, depth + 1);
  if (selection && inner.length === 0) return;
  const indent = '  '.repeat(depth);
  const alias = key !== undefined && key !== name ? `${key}: ` : '';
  const refused = coordinate(of, name);
  const text = indent + alias + name + printArguments(printing, args, refused);
  if (selection) printing.lines.push({ text: `${text} {`, refused }, ...inner, { text: `${indent}}` });
  else printing.lines.push({ text, refused });
}

function printSelection(printing: Printing, { fields, fragments }: Selection, depth: number): void {
  for (const field of fields) printField(printing, field, field.alias, depth);
  for (const [type, selection] of fragments) {
    const inner: Line[] = [];
    if (!printing.denials.has(type)) printSelection({ ...printing, lines: inner }, selection, depth + 1);
    if (inner.length === 0) continue;
    const indent = '  '.repeat(depth);
    printing.lines.push({ text: `${indent}... on ${type} {`, refused: type }, ...inner, { text: `${indent}}` });
  }
}

function printArguments(printing: Printing, args: Asked['args'], refused: string): string {
  if (args.length === 0) return '';
  const printed = args.map(({ name, type, value }) => {
    const variable = `v${printing.variables.size}`;
    printing.variables.set(variable, { declaration: { text: `  $${variable}: ${type}`, refused }, value });
    return `${name}: $${variable}`;
  });
  return `(${printed.join(', ')})`;
}
