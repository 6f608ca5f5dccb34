import {
  type GraphQLInputField,
  type GraphQLInputFieldConfig,
  GraphQLInputObjectType,
  type GraphQLInputType,
  GraphQLList,
  type GraphQLScalarType,
  GraphQLString,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
} from 'graphql';
import { type Build, once } from './build.ts';
import { type Collection, rowsMappingOf } from './collections.ts';
import { operatorDescription } from './descriptions.ts';
import type { ConditionMapping } from './mapping.ts';
import { graphScalar, operandKind } from './scalars.ts';
import { pascalCase } from './words.ts';

/**
 * Builds the graph's input type for one of Directus's filters: of a collection, or the operators of a scalar.
 * Fields get the graph's names; operators keep Directus's (`_eq`, `_and`).
 */
export function filterType(build: Build, name: string): GraphQLInputObjectType {
  return once(build.inputs, name, () => {
    const upstream = build.upstream.getType(name);
    if (!isInputObjectType(upstream)) throw new TypeError(`Directus has no input type ${name}.`);
    const collection = filtered(build, name);
    return new GraphQLInputObjectType({
      name: collection ? collection.type + suffixOf(name) : build.prefix + pascalCase(name),
      description: describe(name, collection),
      ...(collection && { extensions: { directus: rowsMappingOf(collection) } }),
      fields: () => (collection ? collectionFields(build, collection, upstream) : operators(build, upstream)),
    });
  });
}

const SUFFIX = /(_quantifier)?_filter$/;
const QUANTIFIER = '_quantifier_filter';

/** Returns the collection that a type filters; undefined for the operators of a scalar. */
function filtered(build: Build, name: string): Collection | undefined {
  return SUFFIX.test(name) ? build.collections.get(name.replace(SUFFIX, '')) : undefined;
}

/** Operators that combine conditions. Directus reads every name with a leading underscore as an operator. */
const COMBINING = ['_and', '_or', '_some', '_none'];

/** The negation of a condition, which Directus does not have: the dialect writes it by the opposite operators. */
const NEGATION = '_not';

/** Returns the member of a many-to-any relation that a condition is on: `item__cms_block_chart`. */
function memberOf(build: Build, collection: Collection, name: string) {
  const [, field = '', member = ''] = /^(.+?)__(.+)$/.exec(name) ?? [];
  const relation = collection.fields.get(field);
  return relation?.kind === 'any' && build.collections.has(member) ? { relation, member } : undefined;
}

/** Returns the graph's name of a condition: a field, a member, or a combining operator. */
function conditionName(build: Build, collection: Collection, name: string): string {
  const { relation, member = '' } = memberOf(build, collection, name) ?? {};
  if (relation) return relation.as + pascalCase(member);
  return collection.fields.get(name)?.as ?? name;
}

const suffixOf = (name: string) => (name.endsWith(QUANTIFIER) ? 'QuantifierFilter' : 'Filter');

function describe(name: string, collection: Collection | undefined): string {
  const dates = name === 'date_filter_operators' ? ' Values are days ("2025-01-31"), moments or "$NOW(-7 days)".' : '';
  if (!collection) return `Conditions on a value. All given conditions must hold.${dates}`;
  if (!name.endsWith(QUANTIFIER)) return `A condition on a ${collection.type}. All given conditions must hold.`;
  return `A condition on related ${collection.type}: at least one of them must meet it; with \`_none\`, none of them.`;
}

function collectionFields(build: Build, collection: Collection, upstream: GraphQLInputObjectType) {
  const { fields } = collection;
  const shown = Object.values(upstream.getFields()).filter(({ name, type }) => {
    if (name.startsWith('_')) return COMBINING.includes(name);
    const target = getNamedType(type).name;
    // Directus fails to count JSON that is no list.
    if (isOfParts(target) && isJson(collection, name.replace(/_func$/, ''))) return false;
    // Without quantifiers, Directus before 11.13 counts a row once for each related row that meets a condition.
    if (fields.get(name)?.kind === 'many' && !target.endsWith(QUANTIFIER)) return false;
    if (fields.has(name)) return !SUFFIX.test(target) || filtered(build, target) !== undefined;
    return memberOf(build, collection, name) !== undefined;
  });
  // Fields come last, so that a field replaces a member with the same name.
  const members = shown.filter(({ name }) => !fields.has(name));
  const own = shown.filter(({ name }) => fields.has(name));
  return {
    ...(!upstream.name.endsWith(QUANTIFIER) && { [NEGATION]: negation(build, upstream) }),
    ...Object.fromEntries([...members, ...own].map((field) => collectionField(build, collection, field))),
  };
}

function negation(build: Build, upstream: GraphQLInputObjectType): GraphQLInputFieldConfig {
  return {
    type: filterType(build, upstream.name),
    description: operatorDescription(NEGATION),
    extensions: { directus: { name: NEGATION } },
  };
}

function collectionField(
  build: Build,
  collection: Collection,
  { name, type }: GraphQLInputField,
): [string, GraphQLInputFieldConfig] {
  const target = getNamedType(type).name;
  const as = conditionName(build, collection, name);
  const condition = name.startsWith('_') ? undefined : conditionOf(build, collection, name, target);
  const asText = condition?.kind === 'value' && condition.isList ? ', as one text with commas between' : '';
  return [
    as,
    {
      type: isJson(collection, name) ? jsonOperators(build, target) : inputType(build, type),
      description: condition ? `By \`${as.replace(/Func$/, '')}\`${asText}.` : operatorDescription(name),
      extensions: { directus: { name, types: collection.fields.get(name)?.types, condition } },
    },
  ];
}

function isJson({ upstream }: Collection, name: string): boolean {
  const field = upstream.getFields()[name];
  return field !== undefined && getNamedType(field.type).name === 'JSON';
}

/** Builds the operators for JSON. Directus offers the operators of texts, but refuses all except these. */
function jsonOperators(build: Build, name: string): GraphQLInputObjectType {
  return once(build.inputs, `${name} of JSON`, () => {
    const { _null, _nnull } = filterType(build, name).toConfig().fields;
    return new GraphQLInputObjectType({
      name: `${build.prefix}JsonFilterOperators`,
      description: describe(name, undefined),
      fields: { ...(_null && { _null }), ...(_nnull && { _nnull }) },
    });
  });
}

/** Whether operators are of parts of a value. A column's name may end in `_func`, too. */
const isOfParts = (target: string) => target.endsWith('_function_filter_operators');

/** Returns the mapping of a field of a collection's filter; not for `_and` and the like. */
function conditionOf(build: Build, collection: Collection, name: string, target: string): ConditionMapping {
  if (isOfParts(target)) {
    const base = collection.fields.get(name.replace(/_func$/, ''));
    return { kind: base?.kind === 'many' ? 'count' : 'parts' };
  }
  const related = filtered(build, target);
  if (!related) {
    const isList = collection.fields.get(name)?.kind === 'values' && target === 'string_filter_operators';
    return { kind: 'value', operand: operandKind(collection, name, target), isList };
  }
  if (!target.endsWith(QUANTIFIER)) return { kind: 'one' };
  return { kind: 'many', back: wayBack(collection, related) };
}

/** Returns the field that leads from related rows back to a collection; undefined if there are several, or no list of the rows. */
function wayBack(to: Collection, { upstream, root }: Collection): string | undefined {
  if (root !== 'rows') return undefined;
  const leading = Object.values(upstream.getFields()).filter(({ type }) => getNullableType(type) === to.upstream);
  return leading.length === 1 ? leading[0]?.name : undefined;
}

/** Operators of UUID keys. Directus also offers the operators of texts, but refuses them. */
const OF_UUIDS = ['_eq', '_neq', '_in', '_nin', '_null', '_nnull'];

function operators(build: Build, upstream: GraphQLInputObjectType): Record<string, GraphQLInputFieldConfig> {
  // Directus compares dates with strings, to allow `$NOW(-7 days)`; it declares a range of them as "string or float".
  const inRange = upstream.name.startsWith('date_') ? GraphQLString : undefined;
  const taken = Object.values(upstream.getFields()).filter(
    ({ name }) => upstream.name !== 'id_filter_operators' || OF_UUIDS.includes(name),
  );
  const fields = taken.map(({ name, type }): [string, GraphQLInputFieldConfig] => [
    name,
    {
      type: inputType(build, type, inRange),
      description: operatorDescription(name) ?? `By the ${name}.`,
      extensions: { directus: { name } },
    },
  ]);
  return Object.fromEntries(fields);
}

function inputType(build: Build, type: GraphQLInputType, stringOrFloat?: GraphQLScalarType): GraphQLInputType {
  if (isListType(type)) return new GraphQLList(inputType(build, type.ofType, stringOrFloat));
  const named = getNamedType(type);
  if (isInputObjectType(named)) return filterType(build, named.name);
  if (named.name === 'GraphQLStringOrFloat' && stringOrFloat) return stringOrFloat;
  return graphScalar(named.name);
}
