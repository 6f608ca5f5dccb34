import type { AnyLayout, Layout, ListLayout, Member, ObjectLayout, ValueLayout } from '../../subgraphs/layout.ts';
import type { Edge, ObjectShape, Shape } from './plan.ts';
import type { Gathered } from './receive.ts';
import { Stray } from './stray.ts';

/*
 * A receiver is a function in JavaScript, written out for one layout and one shape: objects are written as literals, which
 * V8 makes many times faster than by one key after another. The text is made of the layout and the shape alone. Names in it
 * are written as JSON, and are names as GraphQL has them; values that are no names are parameters.
 */

/** Makes a value of the response of one that came. Throws anything where that is not as it should be. */
export type Receiver = (value: unknown, gathered: Gathered) => unknown;

/** @throws Stray for a shape that does not fit the layout */
export function writeReceiver(layout: Layout, shape: Shape | undefined, edges: readonly Edge[]): Receiver {
  const writing = new Writing(edges);
  const body = writing.check('value', layout, shape);
  const text = `${writing.functions.join('\n')}\nreturn (value, gathered) => {\n${body}\nreturn value;\n};`;
  return new Function('given', 'Stray', text)(writing.given, Stray);
}

/** Sets one key of an object of the response. */
export type Setter = (holder: Record<string, unknown>, value: unknown) => void;

/** @throws Stray for what is no name as GraphQL has them */
export function writeSetter(key: string): Setter {
  return new Function('holder', 'value', `holder[${nameOf(key)}] = value;`) as Setter;
}

const STRAY = 'throw new Stray();';

class Writing {
  readonly functions: string[] = [];
  /** What the text refers to as `given[n]`. */
  readonly given: unknown[] = [];
  readonly #edges: readonly Edge[];

  constructor(edges: readonly Edge[]) {
    this.#edges = edges;
  }

  /** Statements that make of a variable's value the response's, or throw. */
  check(variable: string, layout: Layout, shape: Shape | undefined): string {
    const present = layout.isTrusted && !shape ? '' : this.#present(variable, layout, shape);
    const absent = layout.isRequired ? `if (${variable} == null) ${STRAY}` : `if (${variable} === undefined) ${STRAY}`;
    if (present === '') return absent;
    return layout.isRequired ? `${absent}\n${present}` : `${absent}\nif (${variable} !== null) {\n${present}\n}`;
  }

  #present(variable: string, layout: Layout, shape: Shape | undefined): string {
    if (layout.kind === 'value') return this.#value(variable, layout);
    const made = this.#function(layout, shape);
    return isAsItCame(layout, shape) ? `${made}(${variable});` : `${variable} = ${made}(${variable}, gathered);`;
  }

  #value(variable: string, { isText, isRight, read, isRequired }: ValueLayout): string {
    const isOther = isText ? `if (typeof ${variable} !== 'string') ` : '';
    if (read) {
      const made = `${isOther}{\n${variable} = ${this.#give(read)}(${variable}) ?? null;`;
      return `${made}\n${isRequired ? `if (${variable} === null) ${STRAY}\n` : ''}}`;
    }
    if (isRight) return `${isOther}if (!${this.#give(isRight)}(${variable})) ${STRAY}`;
    return isText ? isOther + STRAY : '';
  }

  /** Writes a function that makes something of a value that is there. @returns its name */
  #function(layout: Exclude<Layout, ValueLayout>, shape: Shape | undefined): string {
    const name = `make${this.functions.length}`;
    const place = this.functions.push('') - 1;
    this.functions[place] = `function ${name}(from, gathered) {\n${this.#body(layout, shape)}\n}`;
    return name;
  }

  #body(layout: Exclude<Layout, ValueLayout>, shape: Shape | undefined): string {
    if (layout.kind === 'list') return this.#list(layout, shape);
    if (layout.kind === 'any') return this.#any(layout, shape);
    return this.#object(layout, shape && objectShape(shape));
  }

  #list({ of, arrange, isTrusted }: ListLayout, shape: Shape | undefined): string {
    const isList = `if (!Array.isArray(from)) ${STRAY}`;
    const items = arrange ? `${this.#give(arrange)}(from)` : 'from';
    const item = this.check('item', of, shape);
    if (isAsItCame({ kind: 'list', of, isRequired: true, ...(arrange && { arrange }) }, shape)) {
      return isTrusted ? isList : `${isList}\nfor (let item of from) {\n${item}\n}`;
    }
    return `${isList}
const items = ${items};
const made = new Array(items.length);
for (let nth = 0; nth < made.length; nth += 1) {
let item = items[nth];
${item}
made[nth] = item;
}
return made;`;
  }

  #any({ typeKey, members }: AnyLayout, shape: Shape | undefined): string {
    const shapes = shape && 'members' in shape ? shape.members : undefined;
    const cases = Array.from(members, ([type, { typeName, object }]) => {
      const made = this.#function(object, shape && (shapes?.get(typeName) ?? NOTHING));
      return `case ${JSON.stringify(type)}: return ${made}(from, gathered);`;
    });
    return `${IS_OBJECT}\nswitch (from[${JSON.stringify(typeKey)}]) {\n${cases.join('\n')}\ndefault: ${STRAY}\n}`;
  }

  #object(layout: ObjectLayout, shape: ObjectShape | undefined): string {
    const inner = new Map(shape?.fields.map((field) => [field.key, field.kind === 'inner' ? field.shape : undefined]));
    const lines = [IS_OBJECT];
    const variables = new Map<string, string>();
    for (const [index, member] of layout.members.entries()) {
      const variable = `m${index}`;
      variables.set(member.key, variable);
      lines.push(...this.#member(variable, member, inner.get(member.key)));
    }
    if (isAsItCame(layout, shape)) return lines.join('\n');
    const variableOf = (key: string): string => variables.get(key) ?? unfit();
    const entries = shape
      ? shape.fields.map(({ key, kind }) => `${nameOf(key)}: ${kind === 'link' ? 'null' : variableOf(key)}`)
      : layout.members.map(({ key }) => `${nameOf(key)}: ${variableOf(key)}`);
    lines.push(`const made = { ${entries.join(', ')} };`);
    for (const field of shape?.fields ?? []) {
      if (field.kind !== 'link') continue;
      const needs = this.#edges[field.edge]?.needs ?? unfit();
      const read = needs.map(([key, name]) => `${nameOf(name)}: ${variableOf(key)}`);
      lines.push(`gathered.needs[${field.edge}].push({ ${read.join(', ')} });`);
      lines.push(`gathered.holders[${field.edge}].push(made);`);
    }
    lines.push('return made;');
    return lines.join('\n');
  }

  #member(variable: string, member: Member, shape: Shape | undefined): string[] {
    if ('constant' in member) return [`const ${variable} = ${JSON.stringify(member.constant)};`];
    return [`let ${variable} = from[${JSON.stringify(member.name)}];`, this.check(variable, member.layout, shape)];
  }

  #give(value: unknown): string {
    return `given[${this.given.push(value) - 1}]`;
  }
}

const IS_OBJECT = `if (typeof from !== 'object' || Array.isArray(from)) ${STRAY}`;
const NOTHING: ObjectShape = { fields: [] };

/** Whether what came is the response's value, once it was looked at. */
function isAsItCame(layout: Layout, shape: Shape | undefined): boolean {
  if (shape) return false;
  switch (layout.kind) {
    case 'value':
      return !layout.read;
    case 'list':
      return !layout.arrange && isAsItCame(layout.of, shape);
    case 'object':
      return layout.isAsItCame === true;
    case 'any':
      return false;
  }
}

function objectShape(shape: Shape): ObjectShape {
  return 'fields' in shape ? shape : unfit();
}

/** Names as GraphQL has them, but for the one that means something else in an object literal. */
const NAME = /^(?!__proto__$)[_A-Za-z][_0-9A-Za-z]*$/;

function nameOf(key: string): string {
  return NAME.test(key) ? JSON.stringify(key) : unfit();
}

function unfit(): never {
  throw new Stray();
}
