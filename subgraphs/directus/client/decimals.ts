import { MapperKind, mapSchema } from '@graphql-tools/utils';
import { GraphQLNonNull, GraphQLScalarType, type GraphQLSchema, getNamedType, isNonNullType } from 'graphql';
import { z } from 'zod';

/** The decimal columns of each collection, by Directus's names. */
export type Decimals = ReadonlyMap<string, ReadonlySet<string>>;

const Column = z.looseObject({ type: z.unknown().optional(), format: z.unknown().optional() });
const Collection = z.looseObject({ 'x-collection': z.string(), properties: z.record(z.string(), Column) });
const Specification = z.object({ components: z.object({ schemas: z.record(z.string(), z.unknown()) }) });

/**
 * Reads which columns are decimals from `GET /server/specs/oas`, where Directus describes what the caller may read. A decimal is a
 * `number` there, and a float is a `number` of the format `float`; in Directus's GraphQL both are `Float`.
 * @returns undefined where it is no such description
 */
export function readDecimals(body: unknown): Decimals | undefined {
  const { data } = Specification.safeParse(body);
  if (!data) return undefined;
  const collections = Object.values(data.components.schemas).flatMap((schema): [string, ReadonlySet<string>][] => {
    const collection = Collection.safeParse(schema).data;
    if (!collection) return [];
    const columns = Object.entries(collection.properties);
    const decimals = columns.filter(([, { type, format }]) => type === 'number' && format === undefined);
    return [[collection['x-collection'], new Set(decimals.map(([name]) => name))]];
  });
  return new Map(collections);
}

/** Directus has no such scalar: this is what a schema says of a decimal once it is known to be one. */
export const DECIMAL = 'GraphQLDecimal';

/** Directus's schema with a scalar of its own for decimals. */
export function withDecimals(schema: GraphQLSchema, decimals: Decimals): GraphQLSchema {
  const decimal = new GraphQLScalarType({ name: DECIMAL, description: 'A decimal, which Directus gives as a Float' });
  return mapSchema(schema, {
    [MapperKind.OBJECT_FIELD](field, name, type) {
      if (!decimals.get(type)?.has(name) || getNamedType(field.type).name !== 'Float') return field;
      return { ...field, type: isNonNullType(field.type) ? new GraphQLNonNull(decimal) : decimal };
    },
  });
}
