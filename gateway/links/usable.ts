import {
  type ASTNode,
  type FieldDefinitionNode,
  FieldsOnCorrectTypeRule,
  GraphQLError,
  type GraphQLField,
  type GraphQLNamedType,
  getNamedType,
  isObjectType,
  Kind,
  KnownArgumentNamesRule,
  ProvidedRequiredArgumentsRule,
  parse,
  ScalarLeafsRule,
  specifiedScalarTypes,
  validate,
  visit,
} from 'graphql';
import type { Finding } from '../../subgraphs/contract/finding.ts';
import type { Upstream } from '../../subgraphs/contract/upstream.ts';
import { fieldNameOf, type Link, type LocatedLink, type Lookup } from './link.ts';

type AnyLink = Link | LocatedLink;
type Schemas = readonly Pick<Upstream, 'name' | 'schema'>[];

/**
 * Checks each link against the schemas that it joins, and leaves out a link that uses an unknown name.
 * @returns the links that the graph can have, and the reasons why it leaves out others
 */
export function usableLinks(upstreams: Schemas, links: readonly AnyLink[]) {
  const usable = new Map<string, AnyLink>();
  const findings: Finding[] = [];
  for (const link of links) {
    const coordinate = `${link.on}.${fieldNameOf(link)}`;
    const problem = usable.has(coordinate) ? 'another link has that name.' : problemOf(upstreams, link);
    if (problem === undefined) usable.set(coordinate, link);
    else findings.push(leftOut(coordinate, problem));
  }
  return { links: [...usable.values()], findings };
}

function leftOut(coordinate: string, problem: string): Finding {
  return {
    subject: coordinate,
    detail: `The link is left out: ${problem}`,
    remedy: "Restore what is missing, or change the link in the deployment's file.",
  };
}

/** @returns the first problem of a link, as the end of a sentence; undefined where it has none */
function problemOf(upstreams: Schemas, link: AnyLink): string | undefined {
  try {
    checkField(upstreams, link);
    if ('search' in link) checkSearch(upstreams, link);
    else checkLookup(upstreams, link.lookup, typesIn(definitionOf(link).type)[0]);
    return undefined;
  } catch (error) {
    if (error instanceof GraphQLError) return error.message;
    throw error;
  }
}

/** Checks a link's parent type, the types in its field, and its needs. @throws GraphQLError */
function checkField(upstreams: Schemas, link: AnyLink): void {
  const { on, needs } = link;
  const name = fieldNameOf(link);
  const type = typeNamed(upstreams, on);
  if (!isObjectType(type)) throw problem(`${on} is not an object type.`);
  if (type.getFields()[name]) throw problem(`${on} has a field ${name} of its own.`);
  const made = 'list' in link ? link.list.type : undefined;
  if (made !== undefined && upstreams.some(({ schema }) => schema.getType(made))) {
    throw problem(`the graph has a type ${made} already.`);
  }
  for (const named of typesIn(definitionOf(link))) if (named !== made) typeNamed(upstreams, named);
  checkSelection(upstreams, on, needs);
}

/** @throws GraphQLError */
function checkLookup(upstreams: Schemas, { upstream, field, keys }: Lookup, result?: string): GraphQLNamedType {
  const root = rootField(upstreams, upstream, field);
  if (!root.args.some(({ name }) => name === keys)) throw problem(`${field} of ${upstream} has no argument ${keys}.`);
  const found = getNamedType(root.type);
  if (result !== undefined && found.name !== result) {
    throw problem(`${field} of ${upstream} finds ${found.name}, not ${result}.`);
  }
  return found;
}

/** @throws GraphQLError */
function checkSearch(upstreams: Schemas, { list, search, locate }: LocatedLink): void {
  rootField(upstreams, search.upstream, search.field);
  checkSelection(upstreams, list.node, search.needs);
  checkSelection(upstreams, checkLookup(upstreams, locate.lookup).name, locate.select);
}

/** @throws GraphQLError where the type lacks a field of the selection, or the selection is invalid */
function checkSelection(upstreams: Schemas, typeName: string, selection: string): void {
  typeNamed(upstreams, typeName);
  const owner = upstreams.find(({ schema }) => isObjectType(schema.getType(typeName)));
  const document = parse(`fragment Needs on ${typeName} ${selection}`, { noLocation: true });
  const [error] = owner ? validate(owner.schema, document, SELECTION_RULES) : [];
  if (error) throw problem(withoutSuggestions(error.message));
}

const SELECTION_RULES = [
  FieldsOnCorrectTypeRule,
  KnownArgumentNamesRule,
  ProvidedRequiredArgumentsRule,
  ScalarLeafsRule,
];

/** @throws GraphQLError where the upstream has no such root field */
function rootField(upstreams: Schemas, name: Upstream['name'], field: string): GraphQLField<unknown, unknown> {
  const found = upstreams
    .find((upstream) => upstream.name === name)
    ?.schema.getQueryType()
    ?.getFields()[field];
  if (!found) throw problem(`${name} has no root field ${field}.`);
  return found;
}

/** @throws GraphQLError where no upstream has the type */
function typeNamed(upstreams: Schemas, name: string): GraphQLNamedType {
  const specified = specifiedScalarTypes.find((scalar) => scalar.name === name);
  const found = specified ?? upstreams.flatMap(({ schema }) => schema.getType(name) ?? [])[0];
  if (!found) throw problem(`the graph has no type ${name}.`);
  return found;
}

/** Parses a link's field. @throws GraphQLError where it is not valid SDL */
function definitionOf({ field }: AnyLink): FieldDefinitionNode {
  const [type] = parse(`type Edge { ${field} }`, { noLocation: true }).definitions;
  const [definition] = type?.kind === Kind.OBJECT_TYPE_DEFINITION ? (type.fields ?? []) : [];
  if (!definition) throw problem(`"${field}" is no field.`);
  return definition;
}

/** Returns the names of the types in a node. */
function typesIn(node: ASTNode): readonly string[] {
  const types: string[] = [];
  visit(node, { NamedType: ({ name }) => void types.push(name.value) });
  return types;
}

const problem = (text: string) => new GraphQLError(text);
const withoutSuggestions = (message: string) => message.replace(/ Did you mean .*$/, '');
