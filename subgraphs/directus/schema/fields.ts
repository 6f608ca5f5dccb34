import {
  type GraphQLField,
  getNamedType,
  getNullableType,
  isLeafType,
  isListType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { constantCase } from '../../common/words.ts';
import type { Finding } from '../../contract/finding.ts';
import type { FieldNaming } from '../naming.ts';
import { type CollectionField, collectionNames, FILES, type JoiningCollection } from './collections.ts';
import { idsOf, valueScalar } from './scalars.ts';
import { camelCase } from './words.ts';

type Collections = ReadonlyMap<string, JoiningCollection>;

/**
 * Returns the fields of a collection that join the graph, by their names and in the order of Directus: values, and
 * relations to collections that join it. If several would have the same name, one joins: the key, else the first in the
 * naming, else the first in Directus's order, which is the order of their creation. The others are left out until the
 * naming gives them another name.
 * @param omitted collections that the naming omits: relations to them are no finding
 */
export function fieldsOf(
  collection: JoiningCollection,
  collections: Collections,
  omitted: ReadonlySet<string> = new Set(),
): { readonly fields: ReadonlyMap<string, CollectionField>; readonly findings: readonly Finding[] } {
  const { only } = collection.naming;
  const taken = new Map(collection.name === FILES ? [['url', 'the URL of the file']] : []);
  const fields = new Map<string, CollectionField>();
  const findings: Finding[] = [];
  const order = Object.values(collection.upstream.getFields());
  for (const upstream of byPrecedence(collection, order)) {
    const base = baseName(upstream);
    if (only && base !== collection.key && !only.includes(base)) continue;
    const kind = kindOf(upstream, collections);
    // The parts of a field join only with it.
    if (kind === 'parts' && !fields.has(base)) continue;
    if (!kind) {
      const targets = targetsOf(upstream).filter((target) => !omitted.has(target));
      if (base === upstream.name && targets.length > 0)
        findings.push(withoutTarget(collection, upstream.name, targets));
      continue;
    }
    const { name } = upstream;
    const types = collectionNames(collection, name, collections);
    const scalar = valueScalar(collection, upstream);
    const field = { name, upstream, kind, scalar, types, ...namesOf(collection, upstream) };
    const clash = [field.as, field.constant].find((name) => taken.has(name));
    if (clash !== undefined) {
      findings.push(clashing(collection, field.name, clash, taken.get(clash)));
      continue;
    }
    taken.set(field.as, field.name).set(field.constant, field.name);
    fields.set(field.name, field);
  }
  const inOrder = order.flatMap(({ name }) => fields.get(name) ?? []);
  return { fields: new Map(inOrder.map((field) => [field.name, field])), findings };
}

/** Returns a field's name in the graph, by its name in Directus. */
export function nameOfField({ naming }: Pick<JoiningCollection, 'naming'>, field: string): string {
  return givenName(naming.fields?.[field]) ?? camelCase(field);
}

const givenName = (naming: string | FieldNaming | undefined) => (typeof naming === 'object' ? naming.name : undefined);

function namesOf(collection: JoiningCollection, upstream: GraphQLField<unknown, unknown>) {
  const base = baseName(upstream);
  const given = givenName(collection.naming.fields?.[base]);
  if (base === upstream.name) return { as: given ?? camelCase(base), constant: constantCase(given ?? base) };
  const name = given === undefined ? upstream.name : `${given}Func`;
  return { as: camelCase(name), constant: constantCase(name) };
}

function clashing({ name: collection }: JoiningCollection, name: string, clash: string, owner = ''): Finding {
  return {
    subject: `Directus ${collection}.${name}`,
    detail: `The field is left out: it and ${owner} would both be ${clash} in the graph.`,
    remedy: `Give ${name} another \`name\` in the \`fields\` of ${collection} in the deployment's file.`,
  };
}

function targetsOf({ type }: GraphQLField<unknown, unknown>): readonly string[] {
  const named = getNamedType(type);
  return isUnionType(named) ? named.getTypes().map((member) => member.name) : [named.name];
}

function withoutTarget({ name: collection }: JoiningCollection, name: string, targets: readonly string[]): Finding {
  return {
    subject: `Directus ${collection}.${name}`,
    detail: `The relation is left out: it leads to ${targets.join(', ')}, which is not in the graph.`,
    remedy: `Add ${targets.join(', ')} to the \`collections\` of the deployment's file if clients need it, else set it to false there.`,
  };
}

function byPrecedence({ key, naming }: JoiningCollection, fields: readonly GraphQLField<unknown, unknown>[]) {
  const listed = Object.keys(naming.fields ?? {});
  const rank = (field: GraphQLField<unknown, unknown>) => {
    if (field.name === key) return -1;
    const at = listed.indexOf(baseName(field));
    return at === -1 ? listed.length : at;
  };
  return fields.toSorted((one, other) => Number(isParts(one)) - Number(isParts(other)) || rank(one) - rank(other));
}

function kindOf(field: GraphQLField<unknown, unknown>, collections: Collections): CollectionField['kind'] | undefined {
  if (isParts(field)) return 'parts';
  const type = getNamedType(field.type);
  const isList = isListType(getNullableType(field.type));
  if (isLeafType(type)) return isList ? 'values' : 'value';
  if (isUnionType(type)) return type.getTypes().some(({ name }) => collections.has(name)) ? 'any' : undefined;
  if (collections.has(type.name)) return isList ? 'many' : 'one';
  return isObjectType(type) && !isList && idsOf(type).length > 0 ? 'reference' : undefined;
}

/** Returns the field that another one belongs to: `published_at` for `published_at_func`. */
export function baseName(field: GraphQLField<unknown, unknown>): string {
  return isParts(field) ? field.name.replace(/_func$/, '') : field.name;
}

function isParts({ name, type }: GraphQLField<unknown, unknown>): boolean {
  return name.endsWith('_func') && isObjectType(type) && type.name.endsWith('_functions');
}
