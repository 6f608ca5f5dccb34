import { MapperKind, mapSchema } from '@graphql-tools/utils';
import { GraphQLNonNull, GraphQLScalarType, type GraphQLSchema, getNamedType, isNonNullType } from 'graphql';
import { z } from 'zod';

/** The decimal columns of each collection, by Directus's names. */
export type Decimals = ReadonlyMap<string, ReadonlySet<string>>;

const Column = z.looseObject({ type: z.unknown().optional(), format: z.unknown().optional() });
const Collection = z.looseObject({ 'x-collection': z.string(), properties: z.record(z.string(), Column) });
const Specification = z.object({ components: z.object({ schemas: z.record(z.string(), z.unknown()) }) });

/**
 * Reads the decimal columns from `GET /server/specs/oas`, which describes the columns that the caller may read. There,
 * a decimal is a `number`, and a float is a `number` of the format `float`; in Directus's GraphQL both are `Float`.
 * @returns undefined if the body is no such description
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

/** Name of the scalar that marks decimals in the schema; Directus has no such scalar. */
export const DECIMAL = 'GraphQLDecimal';

/** Returns Directus's schema with the type `DECIMAL` for decimal columns. */
export function withDecimals(schema: GraphQLSchema, decimals: Decimals): GraphQLSchema {
  const decimal = new GraphQLScalarType({ name: DECIMAL, description: 'A decimal, which Directus gives as a Float' });
  return mapSchema(schema, {
    [MapperKind.OBJECT_FIELD](field, name, type) {
      if (!decimals.get(type)?.has(name) || getNamedType(field.type).name !== 'Float') return field;
      return { ...field, type: isNonNullType(field.type) ? new GraphQLNonNull(decimal) : decimal };
    },
  });
}
