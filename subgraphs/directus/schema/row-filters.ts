import {
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isObjectType,
} from 'graphql';
import type { JsonObject } from '../../json.ts';
import type { KeyColumn, RowFilter } from '../../row-filter.ts';
import { conditionMapping, filteredRows } from './filter-mapping.ts';
import { MAX_LIMIT } from './lists.ts';
import { fieldMapping, inputMapping } from './mapping.ts';

/** How many keys a column of one key can be held to, and how many a text that is a list of keys: each is four patterns there. */
const MOST = 10_000;
const MOST_IN_LISTS = 500;

/** How filters across links reach the rows of each collection: by the fields of its filter. */
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
  return {
    fields: roots.filter((each) => filterOf(each) === filter).map(({ name }) => name),
    argument: 'filter',
    and: '_and',
    or: '_or',
    search: { field: root.name, filter: 'filter', first: 'limit', most: MAX_LIMIT, path: [] },
    count: countOf(roots, filter),
    id: idOf(filter),
    keys: keysOf(roots, root, filter),
    column(field) {
      const condition = conditions[field];
      const mapping = condition && conditionMapping(condition);
      if (mapping?.kind !== 'value') return undefined;
      return mapping.isList ? listColumn(field) : column(field);
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

function idOf(filter: GraphQLInputObjectType): string {
  const { key } = filteredRows(filter);
  return Object.values(filter.getFields()).find((each) => inputMapping(each).name === key)?.name ?? key;
}

/** The fields of a collection that its lookups find rows by, in the graph's names. */
function keysOf(roots: readonly Root[], root: Root, filter: GraphQLInputObjectType): ReadonlyMap<string, string> {
  const type = getNamedType(root.type);
  return new Map(
    roots.flatMap((lookup): [string, string][] => {
      const mapping = fieldMapping(lookup);
      if (mapping.kind !== 'rowPerKey' && mapping.kind !== 'rowsPerKey') return [];
      if (getNamedType(lookup.type) !== type) return [];
      const field = Object.values(filter.getFields()).find((each) => inputMapping(each).name === mapping.field);
      return field ? [[lookup.name, field.name]] : [];
    }),
  );
}

function column(field: string): KeyColumn {
  return {
    most: MOST,
    condition: (keys, isNegated) =>
      isNegated ? { _or: [{ [field]: { _null: true } }, { [field]: { _nin: keys } }] } : { [field]: { _in: keys } },
  };
}

/** Directus keeps a `csv` as one text, `US-06,US-36`: a key stands alone in it, in front, at the end, or between commas. */
function listColumn(field: string): KeyColumn {
  return {
    most: MOST_IN_LISTS,
    condition(keys, isNegated): JsonObject {
      if (keys.length === 0) return isNegated ? {} : { [field]: { _in: [] } };
      const forms = keys.flatMap((key): JsonObject[] =>
        isNegated
          ? [{ _neq: key }, { _nstarts_with: `${key},` }, { _nends_with: `,${key}` }, { _ncontains: `,${key},` }]
          : [{ _eq: key }, { _starts_with: `${key},` }, { _ends_with: `,${key}` }, { _contains: `,${key},` }],
      );
      const conditions = forms.map((form) => ({ [field]: form }));
      return isNegated ? { _or: [{ [field]: { _null: true } }, { _and: conditions }] } : { _or: conditions };
    },
  };
}
