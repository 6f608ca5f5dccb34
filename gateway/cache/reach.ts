import {
  type ArgumentNode,
  type DocumentNode,
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isInputObjectType,
  isListType,
  isObjectType,
  Kind,
  OperationTypeNode,
  type SelectionSetNode,
  TypeNameMetaFieldDef,
  valueFromAST,
} from 'graphql';
import { isJsonObject } from '../../subgraphs/json.ts';
import { createDerived, createNumbering } from '../../subgraphs/memo.ts';
import { CHANGES_WITH, FILTERS, PARTS, type Ttl, VALUES } from './ttls.ts';

/** TTLs by type; values of other types may not be cached. */
export type Ttls = Readonly<Record<string, Ttl>>;

/** The types that an answer depends on. */
export interface Reach {
  readonly ttl: Ttl;
  /** A change of one of these types may change the answer. */
  readonly types: readonly string[];
}

/** An argument whose conditions may concern other types than the answer's. */
interface Choice {
  readonly argument: GraphQLArgument;
  readonly node: ArgumentNode;
}

/** The names of the types that an operation reaches; undefined where it may not be cached whatever their TTLs. */
interface Reached {
  readonly types: ReadonlySet<string> | undefined;
  readonly choices: readonly Choice[];
}

/**
 * Returns what an operation reaches: the types of its fields, and those of its filters.
 * @param document in its plain form, with one operation: see `plainDocument`
 * @param coerced its variables
 * @returns undefined where its answer may not be cached: it reaches a type without TTL, is no query, or is introspection
 */
export function reachOf(
  ttls: Ttls,
  schema: GraphQLSchema,
  document: DocumentNode,
  coerced: Readonly<Record<string, unknown>>,
): Reach | undefined {
  const { types, choices } = reachedBy(schema, document);
  if (!types) return undefined;
  if (choices.length === 0) return reachOfTypes(ttls, types);
  const all = new Set(types);
  for (const { argument, node } of choices) {
    addChosenBy(schema, argument.type, valueFromAST(node.value, argument.type, { ...coerced }), all);
  }
  return reachOfTypes(ttls, all);
}

/** Returns the same for types, by their names. */
export function reachOfTypes(ttls: Ttls, names: Iterable<string>): Reach | undefined {
  const types = new Set<string>();
  let ttl: Ttl | undefined;
  for (const name of names) {
    if (VALUES.includes(name)) continue;
    const type = Object.hasOwn(ttls, name) ? name : name.replace(PARTS, '');
    const own = Object.hasOwn(ttls, type) ? ttls[type] : undefined;
    if (!own) return undefined;
    ttl = ttl ? smaller(ttl, own) : own;
    types.add(type);
    const other = CHANGES_WITH[type];
    if (other !== undefined) types.add(other);
  }
  return ttl && { ttl, types: [...types].sort() };
}

function smaller(one: Ttl, other: Ttl): Ttl {
  return {
    maxAge: Math.min(one.maxAge, other.maxAge),
    staleWhileRevalidate: Math.min(one.staleWhileRevalidate, other.staleWhileRevalidate),
    staleIfError: Math.min(one.staleIfError, other.staleIfError),
  };
}

const NEVER: Reached = { types: undefined, choices: [] };

const known = createDerived<DocumentNode, Reached>();
const numberOf = createNumbering();

function reachedBy(schema: GraphQLSchema, document: DocumentNode): Reached {
  const key = String(numberOf(schema));
  const reached = known.get(document, key) ?? findReached(schema, document);
  known.set(document, reached, key);
  return reached;
}

function findReached(schema: GraphQLSchema, document: DocumentNode): Reached {
  const [operation, another] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION || another) return NEVER;
  const root = schema.getQueryType();
  if (operation.operation !== OperationTypeNode.QUERY || !root) return NEVER;
  const types = new Set<string>();
  const choices: Choice[] = [];

  /** @returns whether the types of all values below are known */
  function visit(type: GraphQLNamedType, { selections }: SelectionSetNode): boolean {
    return selections.every((selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return false;
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const on = selection.typeCondition && schema.getType(selection.typeCondition.name.value);
        return on !== undefined && visit(on, selection.selectionSet);
      }
      if (selection.name.value === TypeNameMetaFieldDef.name) return true;
      const field = isObjectType(type) ? type.getFields()[selection.name.value] : undefined;
      if (!field) return false;
      for (const node of selection.arguments ?? []) {
        const argument = field.args.find(({ name }) => name === node.name.value);
        if (argument && isInputObjectType(getNamedType(argument.type))) choices.push({ argument, node });
      }
      const target = getNamedType(field.type);
      // A leaf is a value of its parent's type. Leaves of Query have none.
      if (!isCompositeType(target)) return type !== root;
      for (const possible of possibleOf(target)) types.add(possible.name);
      return !selection.selectionSet || visit(target, selection.selectionSet);
    });
  }

  /** All types that a value can have: which of them it has may change. */
  function possibleOf(type: GraphQLNamedType): readonly GraphQLNamedType[] {
    return isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
  }

  return visit(root, operation.selectionSet) ? { types, choices } : NEVER;
}

/**
 * Adds the types that an input filters by: articles by the name of their author.
 * @param value coerced
 */
export function addChosenBy(schema: GraphQLSchema, of: GraphQLInputType, value: unknown, types: Set<string>): void {
  const type = getNullableType(of);
  if (isListType(type)) {
    for (const item of Array.isArray(value) ? value : []) addChosenBy(schema, type.ofType, item, types);
    return;
  }
  if (!isInputObjectType(type) || !isJsonObject(value)) return;
  const chosen = type.name.replace(FILTERS, '');
  if (chosen !== type.name && isObjectType(schema.getType(chosen))) types.add(chosen);
  for (const { name, type: inner } of Object.values(type.getFields())) {
    addChosenBy(schema, inner, value[name], types);
  }
}
