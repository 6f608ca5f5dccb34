import { type GraphQLOutputType, getNamedType, isObjectType } from 'graphql';
import { elements, isJsonObject, property } from '../../json.ts';
import type { FieldOutcome } from './errors.ts';
import { merge, type Selection } from './selection.ts';

/** Whether a field is of groups of records. */
export function isGrouped(type: GraphQLOutputType): boolean {
  const named = getNamedType(type);
  return isObjectType(named) && 'groupByDimensionValues' in named.getFields();
}

/** What to ask of groups: Twenty breaks on their page information, which their records and their count tell. */
export function groupSelection({ pageInfo, ...selection }: Selection): Selection {
  return pageInfo ? merge(selection, { totalCount: {}, edges: { cursor: {}, node: { id: {} } } }) : selection;
}

/** Groups with their page information. @param offset how many records of each group were passed over */
export function withPageInfo(outcome: FieldOutcome, offset: number): FieldOutcome {
  if (!Array.isArray(outcome.data)) return outcome;
  const groups = outcome.data.map((group) => {
    const edges = elements(property(group, 'edges'));
    const totalCount = Number(property(group, 'totalCount'));
    const pageInfo = {
      hasNextPage: offset + edges.length < totalCount,
      hasPreviousPage: offset > 0 && totalCount > 0,
      startCursor: property(edges.at(0), 'cursor') ?? null,
      endCursor: property(edges.at(-1), 'cursor') ?? null,
    };
    return isJsonObject(group) ? { ...group, pageInfo } : group;
  });
  return { ...outcome, data: groups };
}
