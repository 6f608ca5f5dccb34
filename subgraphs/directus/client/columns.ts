import { MapperKind, mapSchema } from '@graphql-tools/utils';
import {
  GraphQLNonNull,
  GraphQLScalarType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isNonNullType,
} from 'graphql';
import { z } from 'zod';

/** Constraints of a column that Directus's GraphQL schema lacks. */
export interface ColumnConstraints {
  readonly isDecimal: boolean;
  /** Whether the column is NOT NULL. In GraphQL, Directus says so only of values without a default. */
  readonly isPresent: boolean;
  /** Whether a new row must have a value. In GraphQL, Directus takes an empty text or 0 as no default. */
  readonly isRequired: boolean;
}

/** The columns of each collection, by Directus's names. */
export type CollectionColumns = ReadonlyMap<string, ReadonlyMap<string, ColumnConstraints>>;

const Collection = z.object({
  'x-collection': z.string(),
  properties: z.record(z.string(), z.record(z.string(), z.unknown())),
  required: z.array(z.string()).default([]),
});
const Specification = z.object({ components: z.object({ schemas: z.record(z.string(), z.unknown()) }) });

/**
 * Reads the columns from `GET /server/specs/oas`, which describes those that the caller may read. There, a decimal is a
 * `number`, and a float is a `number` of the format `float`; in Directus's GraphQL both are `Float`.
 * @returns undefined if the body is no such description
 */
export function readColumns(body: unknown): CollectionColumns | undefined {
  const { data } = Specification.safeParse(body);
  if (!data) return undefined;
  const collections = Object.values(data.components.schemas).flatMap(
    (schema): [string, ReadonlyMap<string, ColumnConstraints>][] => {
      const collection = Collection.safeParse(schema).data;
      if (!collection) return [];
      const { 'x-collection': name, properties, required } = collection;
      const columns = Object.entries(properties).map(([column, { type, format, nullable }]) => {
        const isDecimal = type === 'number' && format === undefined;
        return [column, { isDecimal, isPresent: nullable === false, isRequired: required.includes(column) }] as const;
      });
      return [[name, new Map(columns)]];
    },
  );
  return new Map(collections);
}

/** Name of the scalar that marks decimals in the schema; Directus has no such scalar. */
export const DECIMAL = 'GraphQLDecimal';

/**
 * Returns Directus's schema with the constraints of columns: the type `DECIMAL` for decimals, non-null types for columns that
 * are NOT NULL, and nullable inputs where a new row needs no value.
 * @param columns empty if they are unknown: then no value of a new row is required by its type
 */
export function withColumns(schema: GraphQLSchema, columns: CollectionColumns): GraphQLSchema {
  const decimal = new GraphQLScalarType({ name: DECIMAL, description: 'A decimal, which Directus gives as a Float' });
  return mapSchema(schema, {
    [MapperKind.OBJECT_FIELD](field, name, typeName) {
      const column = columns.get(typeName)?.get(name);
      if (!column) return field;
      const of = getNamedType(field.type).name;
      // A non-null `ID` can be taken for the primary key.
      const isPresent = isNonNullType(field.type) || (column.isPresent && of !== 'ID');
      const isDecimal = column.isDecimal && of === 'Float';
      const type = isDecimal ? decimal : getNullableType(field.type);
      return { ...field, type: isPresent ? new GraphQLNonNull(type) : type };
    },
    [MapperKind.INPUT_OBJECT_FIELD](field, name, typeName) {
      const [, collection] = /^create_(.*)_input$/.exec(typeName) ?? [];
      if (collection === undefined || columns.get(collection)?.get(name)?.isRequired) return field;
      return { ...field, type: getNullableType(field.type) };
    },
  });
}
