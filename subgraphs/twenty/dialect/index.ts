import type { GraphQLSchema } from 'graphql';
import { property } from '../../common/json.ts';
import { createDerived } from '../../common/memo.ts';
import type { FieldRequest, OperationRequest } from '../../contract/request.ts';
import { knownField, lostField, type ResponseField, type UpstreamResponse } from '../../response/index.ts';
import { type ChildOutcomes, fetchChildren } from './children.ts';
import type { ConnectionRequest } from './connection.ts';
import { isContradicted } from './contradiction.ts';
import type { TwentyRequest } from './document.ts';
import type { FieldOutcome, TwentyAnswer } from './errors.ts';
import { createFetchRoot, type FetchRoot } from './fetch.ts';
import { layoutOf, placeOf } from './read.ts';
import { connectionRequest, fetchRoot, knownParents } from './roots.ts';
import { type Hop, hopsBelow, objectsAt } from './selection.ts';

/** The functions to answer one operation. */
export interface TwentySession {
  /** Sends a request. It never rejects: a failure is the answer. */
  readonly send: (request: TwentyRequest) => Promise<TwentyAnswer>;
  /** Called if an answer shows that the workspace's schema has changed. */
  readonly onContradiction: () => void;
}

/**
 * Answers an operation of the graph by requests to Twenty in waves. The first wave has the root fields, and the
 * connections of records whose ids are in the operation. Each further wave has the connections of the records that have
 * arrived.
 * @param schema the graph's schema for Twenty, by which the operation was read
 */
export async function answerOperation(
  schema: GraphQLSchema,
  { type, fields }: OperationRequest,
  { send, onContradiction }: TwentySession,
): Promise<UpstreamResponse> {
  const fetch = createFetchRoot('query', send);
  const answer = (field: FieldRequest, rootFetch: FetchRoot) =>
    field.name === '__typename'
      ? knownField(schema.getRootType(type)?.name)
      : answerField(field, rootFetch, { fetch, onContradiction });
  if (type !== 'mutation') return { fields: await Promise.all(fields.map((field) => answer(field, fetch))) };
  const written: ResponseField[] = [];
  // In series: Twenty executes the mutations of one request in parallel.
  for (const field of fields) written.push(await answer(field, createFetchRoot('mutation', send)));
  return { fields: written };
}

/** The functions to request the connections of records. */
interface ChildSession extends Pick<TwentySession, 'onContradiction'> {
  readonly fetch: FetchRoot;
}

async function answerField(field: FieldRequest, rootFetch: FetchRoot, session: ChildSession): Promise<ResponseField> {
  const fetching = fetchRoot(field, rootFetch);
  const early = earlyChildren(field, session);
  const { data, faults } = checked(field, await fetching, session);
  const errors = faults.map(({ error }) => error);
  if (data == null && errors.length > 0) return lostField(errors);
  if (hopsBelow(field).length > 0) await addChildren(field, [data], session, early);
  return { layout: layoutOf(field), value: data, errors };
}

function checked(field: FieldRequest, outcome: FieldOutcome, { onContradiction }: ChildSession): FieldOutcome {
  if (isContradicted(field, outcome)) onContradiction();
  return outcome;
}

type EarlyChildren = ReadonlyMap<Hop, Promise<ChildOutcomes>>;

/** Requests the connections of the records whose ids are in a root field: in the same wave. */
function earlyChildren(field: FieldRequest, session: ChildSession): EarlyChildren {
  const hops = hopsBelow(field).filter(({ path }) => path.length === 0);
  const parents = hops.length > 0 ? knownParents(field) : [];
  return new Map(parents.length > 0 ? hops.map((hop) => [hop, childrenOf(hop, parents, session)]) : []);
}

/** Requests the connections below values of a field, each for all its parents, and puts them into the parents. */
async function addChildren(
  field: FieldRequest,
  values: readonly unknown[],
  session: ChildSession,
  early?: EarlyChildren,
): Promise<void> {
  const added = hopsBelow(field).map(async (hop) => {
    const parents = values.flatMap((value) => objectsAt(value, hop.path));
    const ids = new Set(parents.map(idOf).filter((id) => id !== ''));
    const outcomes = await (early?.get(hop) ?? childrenOf(hop, [...ids], session));
    for (const parent of parents) Object.assign(parent, { [placeOf(hop.field)]: outcomes.get(idOf(parent)) });
    const below = Array.from(outcomes.values(), ({ data }) => data);
    await addChildren(hop.field, below, session);
  });
  await Promise.all(added);
}

function idOf(record: object): string {
  const id = property(record, 'id');
  return typeof id === 'string' ? id : '';
}

async function childrenOf({ field, mapping }: Hop, parents: readonly string[], session: ChildSession) {
  const request = childRequests.derive(field, () => connectionRequest(field, mapping));
  const outcomes = await fetchChildren(request, mapping.column, parents, session.fetch);
  for (const outcome of outcomes.values()) checked(field, outcome, session);
  return outcomes;
}

/** The requests of connections, which are the same for any parent. */
const childRequests = createDerived<FieldRequest, ConnectionRequest>();
