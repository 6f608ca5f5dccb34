import {
  type GraphQLInputObjectType,
  type GraphQLOutputType,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { elements, isJsonObject, property } from '../../common/json.ts';
import { createDerived } from '../../common/memo.ts';
import type { FieldRequest } from '../../contract/request.ts';
import { toWire } from '../../contract/write-operation.ts';
import { scalars } from '../../schema/scalars.ts';
import { type FieldMapping, mappingOf, type UpstreamRoot } from '../schema/mapping.ts';
import { nodeOf } from '../schema/relations.ts';
import { type ConnectionRequest, fetchConnection } from './connection.ts';
import { mixedCurrencies } from './currencies.ts';
import { type FieldOutcome, fault, refused, succeeded } from './errors.ts';
import type { FetchRoot } from './fetch.ts';
import { type Condition, isRecordId, rewriteFilter } from './filter.ts';
import { readOrder } from './order.ts';
import { pageArguments } from './page.ts';
import { isRecord, merge, type Selection, selectionOf } from './selection.ts';

/** Requests a root field. */
export async function fetchRoot(field: FieldRequest, fetch: FetchRoot): Promise<FieldOutcome> {
  const mapping = mappingOf(field);
  switch (mapping.kind) {
    case 'connection':
      return fetchConnection(connectionRequest(field, mapping), fetch);
    case 'record':
      return fetchRecord(field, mapping.root, fetch);
    case 'records':
      return fetchRecords(field, mapping.root, fetch);
    case 'plain':
      return fetchPlain(field, mapping.root, fetch);
    default:
      throw new TypeError(`The field "${field.name}" is no root field.`);
  }
}

/** Returns the parents whose ids are in a root field's arguments: their connections can be requested with it. */
export function knownParents(field: FieldRequest): readonly string[] {
  const { kind } = mappingOf(field);
  if (kind !== 'record' && kind !== 'records') return [];
  return (kind === 'record' ? [field.args.id] : elements(field.args.ids)).map(canonicalId).filter(isRecordId);
}

const canonicalId = (id: unknown): string => String(id).toLowerCase();

/** Reads the arguments of a connection, root or nested. */
export function connectionRequest(
  field: FieldRequest,
  { root }: FieldMapping & { readonly kind: 'connection' | 'children' },
): ConnectionRequest {
  const order = readOrder(field.args.orderBy);
  const { node, filter } = listedBy(field);
  return {
    field,
    root,
    condition: conditionOf(field) ?? true,
    page: pageArguments(field.args),
    order,
    hasValues: order.keys.every(({ path }) => isSelectable(node, path)),
    selection: selectionOf(field),
    filter,
  };
}

/** Returns the types of a connection's records, and of its filter. */
function listedBy({ definition }: FieldRequest) {
  const connection = getNamedType(definition.type);
  const node = isObjectType(connection) ? nodeOf(connection) : undefined;
  const filter = filterOf(definition);
  if (!node || !filter) throw new TypeError(`The field "${definition.name}" is no connection.`);
  return { node, filter };
}

function filterOf({ args }: FieldRequest['definition']): GraphQLInputObjectType | undefined {
  const type = getNamedType(args.find(({ name }) => name === 'filter')?.type);
  return isInputObjectType(type) ? type : undefined;
}

/**
 * Whether a value that orders a list can be selected: not a value of another record, and not a join column, which
 * Twenty returns as null if the record was deleted.
 */
function isSelectable(type: GraphQLOutputType, path: readonly string[]): boolean {
  const object = getNamedType(type);
  const [name, ...rest] = path;
  if (name === undefined) return object !== scalars.UUID;
  const field = isObjectType(object) ? object.getFields()[name] : undefined;
  return field !== undefined && !isRecord(getNamedType(field.type)) && isSelectable(field.type, rest);
}

/** Rewrites a field's `filter`; undefined if the field takes none. */
function conditionOf({ definition, args }: FieldRequest): Condition | undefined {
  const type = filterOf(definition);
  return type && rewriteFilter(type, args.filter);
}

/** Requests a record. A missing record is null, without the error that Twenty returns for it. */
async function fetchRecord(field: FieldRequest, root: UpstreamRoot, fetch: FetchRoot): Promise<FieldOutcome> {
  const [id] = knownParents(field);
  if (id === undefined) return succeeded(null);
  const outcome = await fetch({ root, args: { filter: { id: { eq: id } } }, selection: selectionOf(field) });
  return { ...outcome, faults: outcome.faults.filter(({ isMiss }) => !isMiss) };
}

/** Requests records by ids. Twenty returns them in its own order, without missing and repeated records. */
async function fetchRecords(field: FieldRequest, root: UpstreamRoot, fetch: FetchRoot): Promise<FieldOutcome> {
  const requested = elements(field.args.ids).map(canonicalId);
  const ids = requested.filter(isRecordId);
  if (ids.length === 0) return succeeded(requested.map(() => null));
  const args = { filter: { id: { in: ids } }, first: ids.length };
  return inOrder(await fetch({ root, args, selection: connectionOf(selectionOf(field)) }), requested);
}

const connections = createDerived<Selection, Selection>();

/** Returns the selection of a connection: its nodes' selection, and their ids. */
function connectionOf(node: Selection): Selection {
  return connections.derive(node, () => ({ edges: { node: { id: {}, ...node } } }));
}

function inOrder({ data, faults }: FieldOutcome, ids: readonly string[]): FieldOutcome {
  if (data == null) return { data: null, faults };
  const nodes = elements(property(data, 'edges')).map((edge) => property(edge, 'node'));
  const byId = new Map(nodes.map((node) => [property(node, 'id'), node]));
  return { data: ids.map((id) => byId.get(id) ?? null), faults };
}

/** Requests a root field with Twenty's own arguments, except for the filter. */
async function fetchPlain(field: FieldRequest, root: UpstreamRoot, fetch: FetchRoot): Promise<FieldOutcome> {
  const { definition, args } = field;
  const condition = conditionOf(field);
  const refusal = mixedCurrencies(field);
  if (refusal) return refused(refusal);
  if (condition === false && isListType(getNullableType(definition.type))) return succeeded([]);
  const isFilterRequired = definition.args.some(({ name, type }) => name === 'filter' && isNonNullType(type));
  if (condition === true && isFilterRequired) {
    const message = `"${field.name}" needs a filter with a condition: without one it would change every record.`;
    return refused(fault('BAD_USER_INPUT', message));
  }
  const given = definition.args.map(({ name, type }) => [name, toWire(type, args[name]) ?? undefined]);
  const filter = typeof condition === 'object' ? condition : undefined;
  const passed = { ...Object.fromEntries(given), filter };
  const selection = selectionOf(field);
  if (!isGrouped(definition.type)) return fetch({ root, args: passed, selection });
  const groups = await fetch({ root, args: passed, selection: groupSelection(selection) });
  return withPageInfo(groups, Math.max(0, Number(args.offsetForRecords ?? 0)));
}

/** Whether a field returns groups of records. */
function isGrouped(type: GraphQLOutputType): boolean {
  const named = getNamedType(type);
  return isObjectType(named) && 'groupByDimensionValues' in named.getFields();
}

/** Returns the selection of groups: records and a count instead of page information, on which Twenty fails. */
function groupSelection({ pageInfo, ...selection }: Selection): Selection {
  return pageInfo ? merge(selection, { totalCount: {}, edges: { cursor: {}, node: { id: {} } } }) : selection;
}

/** Adds page information to groups. @param offset the number of skipped records in each group */
function withPageInfo(outcome: FieldOutcome, offset: number): FieldOutcome {
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
