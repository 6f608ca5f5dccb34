import { readFileSync } from 'node:fs';
import { MapperKind, mapSchema } from '@graphql-tools/utils';
import {
  buildSchema,
  type GraphQLInputType,
  type GraphQLOutputType,
  GraphQLScalarType,
  type GraphQLSchema,
  GraphQLString,
  type GraphQLType,
  getNamedType,
  isScalarType,
} from 'graphql';
import type { ContentField } from '../../../content-model/index.ts';
import { createDerived } from '../../../subgraphs/common/memo.ts';
import { prune } from '../../../subgraphs/schema/prune.ts';
import type { Model } from '../data/model.ts';
import { mayRead, type Role, VERSIONS } from '../data/roles.ts';
import { SCALARS } from './scalars.ts';
import { withReadOnlyVersions } from './versions.ts';

const COMMITTED = new URL('../data/schema.graphql', import.meta.url);

const committed = createDerived<URL, GraphQLSchema>();

/** The schema that a real Directus answered the service identity with, built once. */
const committedSchema = () =>
  committed.derive(COMMITTED, () => buildSchema(readFileSync(COMMITTED, 'utf8'), { noLocation: true }));

const fullSchemas = createDerived<GraphQLSchema, GraphQLSchema>();

/**
 * Everything there is, with scalars that behave as Directus's do, built once for each schema.
 * @param schema as Directus reports it: of the project's content unless given
 */
export function fullSchema(schema: GraphQLSchema = committedSchema()): GraphQLSchema {
  return fullSchemas.derive(schema, () =>
    mapSchema(schema, {
      [MapperKind.SCALAR_TYPE]: (type) => {
        const behaviour = SCALARS[type.name];
        return behaviour && new GraphQLScalarType({ ...type.toConfig(), ...behaviour });
      },
    }),
  );
}

/**
 * The schema as a role sees it: without the fields, filters, aggregates and roots of what it may not read, and without
 * mutations where it writes nothing. Directus
 * shows a relation to a collection that may not be read as a bare key; here it is left out.
 */
export function schemaFor(full: GraphQLSchema, model: Model, role: Role): GraphQLSchema {
  const names = [...model.keys(), VERSIONS];
  const owners = new Map(names.flatMap((name) => typesByField(name).map((type) => [type, name])));
  const closed = new Set(
    names
      .filter((name) => !role.permissions.has(name))
      .flatMap((name) => [...typesByField(name), `${name}_aggregated`, `${name}_mutated`]),
  );
  const isWritten = (root: string) => {
    const [, name = ''] = /^(?:create|update|delete)_(.*)_(?:item|items|batch|singleton)$/.exec(root) ?? [];
    return role.writes.has(name) || role.writes.has(root.replace(/^update_/, ''));
  };
  const isVisible = (type: string, field: string, leadsTo: GraphQLType) => {
    const owner = owners.get(type);
    if (closed.has(getNamedType(leadsTo).name)) return false;
    return owner === undefined || field.startsWith('_') || mayRead(role, owner, columnOf(field));
  };
  /** A field that is written, or undefined where the type is not of what is: a relation only by a key, where its rows may not be written. */
  const asWritten = <Config extends { type: GraphQLOutputType | GraphQLInputType }>(
    config: Config,
    type: string,
    name: string,
  ) => {
    const collection = model.get(/^(?:(?:create|update)_(.*)_input|version_(.*))$/.exec(type)?.slice(1).join('') ?? '');
    if (!collection || !role.writes.has(collection.name)) return undefined;
    const relation = collection.relations.get(name);
    const isKey = relation !== undefined && relation.kind !== 'm2a' && !role.writes.has(relation.target);
    return isKey ? { ...config, type: keyType(full, collection.fields.get(name)) } : config;
  };
  return prune(
    mapSchema(withReadOnlyVersions(full, role.writes), {
      [MapperKind.MUTATION_ROOT_FIELD]: (config, field) => (isWritten(field) ? config : null),
      [MapperKind.OBJECT_FIELD]: (config, field, type) =>
        asWritten(config, type, field) ?? (isVisible(type, field, config.type) ? config : null),
      [MapperKind.INPUT_OBJECT_FIELD]: (config, field, type) =>
        asWritten(config, type, field) ?? (isVisible(type, field, config.type) ? config : null),
    }),
  );
}

/** What a relation is written by where the rows that it leads to may not be: their key, of a list of them a text. */
function keyType(schema: GraphQLSchema, field: ContentField | undefined): GraphQLScalarType {
  const type = schema.getType(KEYS[field?.type ?? ''] ?? 'String');
  return isScalarType(type) ? type : GraphQLString;
}

const KEYS: Readonly<Record<string, string>> = { uuid: 'ID', integer: 'Int', bigInteger: 'GraphQLBigInt' };

/** The types that have a field for each field of a collection. */
function typesByField(collection: string): readonly string[] {
  const suffixes = ['', '_filter', '_quantifier_filter', '_aggregated_count', '_aggregated_fields'];
  return [...suffixes.map((suffix) => collection + suffix), `version_${collection}`];
}

/** The field behind `published_at_func` and `item__cms_block_chart`. */
function columnOf(field: string): string {
  return field.replace(/_func$|__.*$/, '');
}
