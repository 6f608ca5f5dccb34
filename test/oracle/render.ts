import {
  GraphQLBoolean,
  type GraphQLInputType,
  GraphQLNonNull,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isNonNullType,
  OperationTypeNode,
} from 'graphql';
import { literal, write } from './literal.ts';
import { claim, type Keys, merge } from './response-keys.ts';
import type { Directive, Field, Fragment, Mode, Operation, Tree } from './tree.ts';

/** A query as a client sends it. */
export interface Query {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
}

/** Writes operations as a document, to run the first of them. */
export function render(schema: GraphQLSchema, operations: readonly Operation[]): Query {
  const written = operations.map((operation, index) => renderOperation(schema, operation, `Q${index}`));
  const [first] = written;
  return {
    query: written.map(({ text }) => text).join('\n'),
    variables: first?.variables ?? {},
    ...(written.length > 1 && { operationName: 'Q0' }),
  };
}

/** A fragment of the operation: where it fits, and which response keys it claims there. */
interface NamedFragment {
  readonly name: string;
  readonly on: GraphQLObjectType;
  readonly keys: Keys;
}

interface Writing {
  readonly schema: GraphQLSchema;
  readonly name: string;
  readonly variables: Record<string, unknown>;
  readonly declarations: string[];
  readonly fragments: NamedFragment[];
  readonly definitions: string[];
}

function renderOperation(schema: GraphQLSchema, { type, selections }: Operation, name: string) {
  const writing: Writing = { schema, name, variables: {}, declarations: [], fragments: [], definitions: [] };
  const body = selectionSet(writing, type.name, selections, [new Map()]);
  const declared = writing.declarations.length > 0 ? `(${writing.declarations.join(', ')})` : '';
  const text = [`${keywordOf(schema, type)} ${name}${declared} ${body}`, ...writing.definitions].join('\n');
  return { text, variables: writing.variables };
}

const keywordOf = (schema: GraphQLSchema, root: GraphQLObjectType): OperationTypeNode | undefined =>
  Object.values(OperationTypeNode).find((type) => schema.getRootType(type) === root);

/**
 * @param typeName the type that the selections are of
 * @param scopes the response keys that are taken: of all selections that are merged with these, and of each named
 * fragment that these are in
 */
function selectionSet(writing: Writing, typeName: string, trees: readonly Tree[], scopes: readonly Keys[]): string {
  const written = trees.map((tree) => {
    if (tree.kind === 'field') return field(writing, typeName, tree, scopes);
    if (tree.kind === 'again') return again(writing, typeName, tree.index, scopes);
    return fragment(writing, typeName, tree, scopes);
  });
  const body = written.filter((text) => text !== '').join(' ');
  return `{ ${body || claimed('__typename', claim(scopes, '__typename', '__typename').key)} }`;
}

const claimed = (name: string, key: string) => (key === name ? name : `${key}: ${name}`);

function field(
  writing: Writing,
  typeName: string,
  { name, alias, args, mode, directive, below }: Field,
  scopes: readonly Keys[],
) {
  const type = writing.schema.getType(typeName);
  const definition = type && 'getFields' in type ? type.getFields()[name] : undefined;
  const given = definition && 'args' in definition ? definition.args.filter((arg) => arg.name in args) : [];
  const values = given.map((arg) => {
    return `${arg.name}: ${value(writing, arg.type, args[arg.name], mode)}`;
  });
  const call = `${name}${values.length > 0 ? `(${values.join(', ')})` : ''}`;
  const { key, below: scopesBelow } = claim(
    scopes,
    alias ?? name,
    name === '__typename' ? name : `${typeName}.${call}`,
  );
  const target = definition && getNamedType(definition.type);
  const selected = below && isCompositeType(target) ? ` ${selectionSet(writing, target.name, below, scopesBelow)}` : '';
  return claimed(call, key) + directed(writing, directive) + selected;
}

function fragment(
  writing: Writing,
  typeName: string,
  { kind, on, directive, below }: Fragment,
  scopes: readonly Keys[],
) {
  const type = writing.schema.getType(typeName);
  if (kind !== 'named') {
    const condition = kind === 'inline' || isAbstractType(type) ? ` on ${on.name}` : '';
    return `...${condition}${directed(writing, directive)} ${selectionSet(writing, on.name, below, scopes)}`;
  }
  const keys: Keys = new Map();
  const body = selectionSet(writing, on.name, below, [...scopes, keys]);
  const name = `${writing.name}F${writing.fragments.length}`;
  writing.fragments.push({ name, on, keys });
  writing.definitions.push(`fragment ${name} on ${on.name} ${body}`);
  return `...${name}${directed(writing, directive)}`;
}

function again(writing: Writing, typeName: string, index: number, scopes: readonly Keys[]): string {
  const fitting = writing.fragments.filter(({ on }) => on.name === typeName);
  const chosen = fitting[index % fitting.length];
  return chosen && merge(scopes, chosen.keys) ? `...${chosen.name}` : '';
}

function directed(writing: Writing, directive: Directive | undefined): string {
  if (!directive) return '';
  const type = new GraphQLNonNull(GraphQLBoolean);
  return ` @${directive.name}(if: ${value(writing, type, directive.value, directive.mode)})`;
}

function value(writing: Writing, type: GraphQLInputType, given: unknown, mode: Mode): string {
  if (mode === 'literal') return literal(type, given);
  if (mode === 'parts') return write(type, given, (part, each) => variable(writing, part, each, 'variable'));
  return variable(writing, type, given, mode);
}

/** A variable that comes to the value, or to none, and is declared by the type of where it stands. */
function variable(writing: Writing, type: GraphQLInputType, given: unknown, mode: Exclude<Mode, 'literal' | 'parts'>) {
  const name = `v${writing.declarations.length}`;
  const preset = mode === 'default' ? literal(type, given) : mode === 'overridden' ? other(type, given) : undefined;
  writing.declarations.push(`$${name}: ${type}${preset === undefined ? '' : ` = ${preset}`}`);
  const isLeftOut = mode === 'default' || (mode === 'absent' && !isNonNullType(type));
  if (!isLeftOut) writing.variables[name] = given;
  return `$${name}`;
}

/** A default that is not to be taken; none where none is known that the type allows. */
function other(type: GraphQLInputType, given: unknown): string | undefined {
  if (typeof given === 'boolean') return String(!given);
  return isNonNullType(type) ? undefined : 'null';
}
