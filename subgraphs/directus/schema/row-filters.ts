import {
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isObjectType,
} from 'graphql';
import type { JsonObject } from '../../common/json.ts';
import type { KeyColumn, RowFilter } from '../../contract/row-filter.ts';
import { inList } from './csv.ts';
import { MAX_LIMIT } from './lists.ts';
import { fieldMapping, inputFieldOf, inputMapping, rowsMapping } from './mapping.ts';

/** Maximum numbers of keys in a condition on a column of keys, and of key lists: there, each key is four patterns. */
const MOST = 10_000;
const MOST_IN_LISTS = 500;

/** Returns the row filters of each collection for filters across links. */
export function rowFiltersOf(schema: GraphQLSchema): ReadonlyMap<string, RowFilter> {
  const roots = Object.values(schema.getQueryType()?.getFields() ?? {});
  return new Map(
    roots.flatMap((root): [string, RowFilter][] => {
      const filter = filterOf(root);
      if (!filter || fieldMapping(root).kind !== 'many') return [];
      return [[getNamedType(root.type).name, ofCollection(roots, root, filter)]];
    }),
  );
}

type Root = GraphQLField<unknown, unknown>;

function filterOf({ args }: Root): GraphQLInputObjectType | undefined {
  const type = args.find(({ name }) => name === 'filter')?.type;
  return isInputObjectType(type) ? type : undefined;
}

function ofCollection(roots: readonly Root[], root: Root, filter: GraphQLInputObjectType): RowFilter {
  const conditions = filter.getFields();
  const { key } = rowsMapping(filter);
  return {
    argument: 'filter',
    and: '_and',
    or: '_or',
    not: '_not',
    search: { field: root.name, first: 'limit', most: MAX_LIMIT, path: [] },
    count: countOf(roots, filter),
    id: inputFieldOf(filter, key)?.name ?? key,
    keys: keysOf(roots, root, filter),
    column(field) {
      const given = conditions[field];
      const condition = given && inputMapping(given).condition;
      if (condition?.kind !== 'value') return undefined;
      if (condition.isList) return column(MOST_IN_LISTS, (keys) => ofList(field, keys));
      return column(MOST, (keys) => ({ [field]: { _in: keys } }));
    },
  };
}

function countOf(roots: readonly Root[], filter: GraphQLInputObjectType): RowFilter['count'] {
  const groups = roots.find((each) => filterOf(each) === filter && fieldMapping(each).kind === 'groups');
  const type = getNamedType(groups?.type);
  return groups && isObjectType(type) && COUNT in type.getFields() ? { field: groups.name, path: [COUNT] } : undefined;
}

/** Directus's count of all rows, in the graph's name. */
const COUNT = 'countAll';

/** Returns, by lookup, the field that it finds a collection's rows by, in the graph's names. */
function keysOf(roots: readonly Root[], root: Root, filter: GraphQLInputObjectType): ReadonlyMap<string, string> {
  const type = getNamedType(root.type);
  return new Map(
    roots.flatMap((lookup): [string, string][] => {
      const mapping = fieldMapping(lookup);
      if (mapping.kind !== 'rowPerKey' && mapping.kind !== 'rowsPerKey') return [];
      if (getNamedType(lookup.type) !== type) return [];
      const field = inputFieldOf(filter, mapping.field);
      return field ? [[lookup.name, field.name]] : [];
    }),
  );
}

/** @param meets builds the condition that a row's value has one of the keys */
function column(most: number, meets: (keys: readonly unknown[]) => JsonObject): KeyColumn {
  return { most, condition: (keys, isNegated) => (isNegated ? { _not: meets(keys) } : meets(keys)) };
}

function ofList(field: string, keys: readonly unknown[]): JsonObject {
  if (keys.length === 0) return { [field]: { _in: [] } };
  return {
    _or: keys.flatMap((key) =>
      inList(String(key)).map(([operator, operand]) => ({ [field]: { [operator]: operand } })),
    ),
  };
}
