import { type GraphQLField, type GraphQLInputType, type GraphQLSchema, getNamedType, isInputObjectType } from 'graphql';
import type { KeyColumn, RowFilter } from '../../contract/row-filter.ts';
import { scalars } from '../../schema/scalars.ts';

/** Maximum number of ids in a filter, and of records in the answer to a search. */
const MOST = 10_001;

/** Returns the filters across links of each object's records, by their ids and join columns. */
export function rowFiltersOf(schema: GraphQLSchema): ReadonlyMap<string, RowFilter> {
  const roots = Object.values(schema.getQueryType()?.getFields() ?? {});
  const lookups = roots.filter(({ extensions }) => extensions.twenty?.kind === 'records');
  return new Map(
    roots.flatMap((root): [string, RowFilter][] => {
      const filter = filterOf(root);
      const lookup = lookups.find(({ name }) => name === `${root.name}ByIds`);
      if (!filter || !lookup || root.extensions.twenty?.kind !== 'connection') return [];
      return [[getNamedType(lookup.type).name, ofObject(root, filter, lookup.name)]];
    }),
  );
}

type Root = GraphQLField<unknown, unknown>;

const filterOf = ({ args }: Root): GraphQLInputType | undefined => args.find(({ name }) => name === 'filter')?.type;

function ofObject({ name }: Root, filter: GraphQLInputType, lookup: string): RowFilter {
  const type = getNamedType(filter);
  const columns = isInputObjectType(type) ? type.getFields() : {};
  const isId = (field: string): boolean => {
    const operators = getNamedType(columns[field]?.type);
    return isInputObjectType(operators) && getNamedType(operators.getFields().in?.type) === scalars.UUID;
  };
  return {
    argument: 'filter',
    and: 'and',
    or: 'or',
    not: 'not',
    search: { field: name, first: 'first', most: MOST, path: ['edges', 'node'] },
    // With a condition on `deletedAt`, Twenty's lists include deleted records.
    ...('deletedAt' in columns && { present: { deletedAt: { is: 'NULL' } } }),
    count: { field: name, path: ['totalCount'] },
    id: 'id',
    keys: new Map([[lookup, 'id']]),
    column: (field) => (isId(field) ? columnOf(field) : undefined),
  };
}

function columnOf(field: string): KeyColumn {
  return {
    most: MOST,
    condition(keys, isNegated) {
      const isOne = { [field]: { in: keys } };
      return isNegated ? { or: [{ [field]: { is: 'NULL' } }, { not: isOne }] } : isOne;
    },
  };
}
