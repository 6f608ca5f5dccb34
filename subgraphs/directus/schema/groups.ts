import { type GraphQLFieldConfig, GraphQLInt, GraphQLObjectType, getNamedType, isObjectType } from 'graphql';
import { scalars } from '../../schema/scalars.ts';
import { semanticNonNull } from '../../schema/semantic-non-null.ts';
import { DECIMAL } from '../client/columns.ts';
import { type Build, once } from './build.ts';
import type { Collection, CollectionField } from './collections.ts';
import type { FieldMapping } from './mapping.ts';
import { graphScalar, ROUNDED } from './scalars.ts';
import { pascalCase } from './words.ts';

type Field = GraphQLFieldConfig<unknown, unknown>;

const descriptions: Readonly<Record<string, string>> = {
  count: 'The number of rows that have a value, by field.',
  countDistinct: 'The number of different values, by field.',
  avg: `The mean of the values, by field. ${ROUNDED}`,
  avgDistinct: `The mean of the different values, by field. ${ROUNDED}`,
  sum: `The sum of the values, by field. ${ROUNDED}`,
  sumDistinct: `The sum of the different values, by field. ${ROUNDED}`,
  min: `The lowest value, by field. ${ROUNDED}`,
  max: `The highest value, by field. ${ROUNDED}`,
};

/**
 * Builds the graph's type for a group of a collection's rows; undefined if Directus does not group them. In Directus, a
 * collection named `…_aggregated` hides another one's groups.
 */
export function groupType(build: Build, collection: Collection): GraphQLObjectType | undefined {
  const upstream = upstreamGroup(build, collection);
  if (!upstream) return undefined;
  return once(build.objects, upstream.name, () => {
    const methods = Object.values(upstream.getFields()).flatMap(({ name, type }): [string, Field][] => {
      const of = getNamedType(type);
      const fields = isObjectType(of) ? methodType(build, collection, of) : undefined;
      if (!fields) return [];
      const description = descriptions[name] ?? `\`${name}\` of Directus, by field.`;
      return [
        [name, { type: fields, description, extensions: { directus: { kind: 'parts', name }, ...semanticNonNull } }],
      ];
    });
    return new GraphQLObjectType({
      name: `${collection.type}Aggregated`,
      description: `A group of ${collection.type}, with its counts and sums.`,
      extensions: { directus: { name: upstream.name } },
      fields: {
        group: {
          type: scalars.JSON,
          description: 'The values that its rows share, one for each of `groupBy`; `{}` without `groupBy`.',
          extensions: { directus: { kind: 'value', name: 'group' }, ...semanticNonNull },
        },
        countAll: {
          type: GraphQLInt,
          description: 'The number of its rows.',
          extensions: { directus: rowCount(upstream, collection), ...semanticNonNull },
        },
        ...Object.fromEntries(methods),
      },
    });
  });
}

/** Returns Directus's type for a group of a collection's rows; undefined if it does not group them. */
export function upstreamGroup({ upstream }: Build, { name }: Collection): GraphQLObjectType | undefined {
  const root = upstream.getQueryType()?.getFields()[`${name}_aggregated`];
  const type = root?.args.some((argument) => argument.name === 'groupBy') ? getNamedType(root.type) : undefined;
  return isObjectType(type) ? type : undefined;
}

/**
 * Counts distinct keys: a role with row permissions cannot request `countAll` of groups, and a permission through a
 * relation counts a row once for each match.
 */
function rowCount(upstream: GraphQLObjectType, { key }: Collection): FieldMapping {
  const method = upstream.getFields().countDistinct;
  return method
    ? { kind: 'rowCount', name: method.name, of: getNamedType(method.type).name, key }
    : { kind: 'value', name: 'countAll' };
}

/** Scalars that Directus can count. It returns a count of dates as a date, and a count of `csv` values as a list. */
const COUNTED: ReadonlySet<string> = new Set(['ID', 'String', 'Int', 'Float', 'GraphQLBigInt', DECIMAL]);

const isCounted = ({ kind, upstream }: CollectionField) =>
  kind === 'value' && COUNTED.has(getNamedType(upstream.type).name);

/** Builds the type of an aggregation's values by field, from `…_aggregated_count` or `…_aggregated_fields`. */
function methodType(build: Build, collection: Collection, upstream: GraphQLObjectType): GraphQLObjectType | undefined {
  const { fields } = collection;
  const isCount = upstream.name === `${collection.name}_aggregated_count`;
  const isGroupCounted = upstreamGroup(build, collection)?.getFields().countDistinct !== undefined;
  const columns = Object.values(upstream.getFields()).flatMap(({ name, type }): [string, Field][] => {
    const field = fields.get(name);
    if (!field || (field.kind !== 'one' && !isCounted(field))) return [];
    const upstreamScalar = getNamedType(type).name;
    const isDecimal = upstreamScalar === 'Float' && getNamedType(field.upstream.type).name === DECIMAL;
    // Exact values are computed from counted groups.
    if (isDecimal && !isGroupCounted) return [];
    const scalar = isDecimal ? scalars.Decimal : graphScalar(upstreamScalar);
    const kind = isDecimal ? 'decimal' : 'value';
    const description = `Of \`${field.as}\`${isDecimal ? ': exact, and a mean rounded after 20 digits behind the point' : ''}.`;
    const directus: FieldMapping = { kind, name };
    return [[field.as, { type: scalar, description, extensions: { directus, ...(isCount && semanticNonNull) } }]];
  });
  if (columns.length === 0) return undefined;
  return once(build.objects, upstream.name, () => {
    return new GraphQLObjectType({
      name: collection.type + pascalCase(upstream.name.slice(collection.name.length)),
      description: `A number for each field of ${collection.type}.`,
      extensions: { directus: { name: upstream.name } },
      fields: Object.fromEntries(columns),
    });
  });
}
