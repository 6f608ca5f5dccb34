import {
  type ArgumentNode,
  type ASTVisitor,
  type DocumentNode,
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  getOperationAST,
  isAbstractType,
  isCompositeType,
  isInputObjectType,
  isLeafType,
  isListType,
  isObjectType,
  OperationTypeNode,
  TypeInfo,
  TypeNameMetaFieldDef,
  valueFromAST,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { isJsonObject } from '../../subgraphs/common/json.ts';
import { variablesIn } from '../../subgraphs/common/syntax.ts';
import { changesWith, FILTERS, PARTS, smallerTtl, type Ttl, VALUES } from './ttls.ts';

/** TTLs by type; values of other types may not be cached. */
export type Ttls = Readonly<Record<string, Ttl>>;

/** The types that an answer depends on. */
export interface Reach {
  readonly ttl: Ttl;
  /** A change of one of these types may change the answer. */
  readonly types: readonly string[];
}

/** An argument with variables, whose conditions may concern other types than the answer's. */
interface Choice {
  readonly argument: GraphQLArgument;
  readonly node: ArgumentNode;
}

/**
 * Creates the function that returns the types of an operation's fields and filters, by its coerced variables; undefined
 * where its answer may not be cached, because it reaches a type without a TTL, is not a query, or is introspection.
 * @param document in its plain form, with one operation: see `plainDocument`
 */
export function createReachOf(ttls: Ttls, schema: GraphQLSchema, document: DocumentNode) {
  const reached = findReached(schema, document);
  const reach = reached && reachOfTypes(ttls, reached.types);
  if (!reach || reached.choices.length === 0) return () => reach;
  const { types, choices } = reached;
  return (coerced: Readonly<Record<string, unknown>>): Reach | undefined => {
    const all = new Set(types);
    for (const { argument, node } of choices) {
      addChosenBy(schema, argument.type, valueFromAST(node.value, argument.type, coerced), all);
    }
    return all.size === types.size ? reach : reachOfTypes(ttls, all);
  };
}

/** Returns the reach of the named types; undefined where one may not be cached. */
export function reachOfTypes(ttls: Ttls, names: Iterable<string>): Reach | undefined {
  const types = new Set<string>();
  let ttl: Ttl | undefined;
  for (const name of names) {
    if (VALUES.includes(name)) continue;
    const type = Object.hasOwn(ttls, name) ? name : name.replace(PARTS, '');
    const own = Object.hasOwn(ttls, type) ? ttls[type] : undefined;
    if (!own) return undefined;
    ttl = ttl ? smallerTtl(ttl, own) : own;
    types.add(type);
    const other = changesWith(type);
    if (other !== undefined) types.add(other);
  }
  return ttl && { ttl, types: [...types].sort() };
}

/** Finds the types that an operation always reaches. @returns undefined where it may not be cached, for any TTLs */
function findReached(schema: GraphQLSchema, document: DocumentNode) {
  const types = new Set<string>();
  const choices: Choice[] = [];
  const info = new TypeInfo(schema);
  let isKnown = getOperationAST(document)?.operation === OperationTypeNode.QUERY;
  const visitor: ASTVisitor = {
    Field({ name }) {
      if (name.value === TypeNameMetaFieldDef.name) return;
      const type = getNamedType(info.getType());
      // A value may have each possible type, because its type may change.
      if (isAbstractType(type)) for (const possible of schema.getPossibleTypes(type)) types.add(possible.name);
      else if (isCompositeType(type)) types.add(type.name);
      // A leaf is a value of its parent's type. A leaf of Query has no such type.
      else isKnown &&= isLeafType(type) && info.getParentType() !== schema.getQueryType();
    },
    Argument(node) {
      const argument = info.getArgument();
      if (!argument || !isInputObjectType(getNamedType(argument.type))) return;
      if (variablesIn([node]).length > 0) choices.push({ argument, node });
      else addChosenBy(schema, argument.type, valueFromAST(node.value, argument.type), types);
    },
  };
  visit(document, visitWithTypeInfo(info, visitor));
  return isKnown ? { types, choices } : undefined;
}

/**
 * Adds the types that an input filters by, such as authors, for articles by the name of their author.
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
