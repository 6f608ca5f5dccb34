import type { GraphQLSchema } from 'graphql';
import { createDerived } from '../../common/memo.ts';
import type { FieldRequest, OperationRequest } from '../../contract/request.ts';
import { knownField, lostField, type ResponseField, type UpstreamResponse } from '../../response/index.ts';
import { type Arrival, type Ask, type AskResult, ROOT, succeeded } from './ask.ts';
import { askChildren } from './children.ts';
import type { ConnectionRequest } from './connection.ts';
import { isContradicted } from './contradiction.ts';
import { pack, type TwentyRequest } from './document.ts';
import { type FieldOutcome, readAnswer, type TwentyAnswer } from './errors.ts';
import { type FieldOutcomeOf, putInPlace } from './in-place.ts';
import { layoutOf } from './read.ts';
import { askRoot, connectionRequest, knownParents } from './roots.ts';
import { type Hop, hopsBelow, idsAt } from './selection.ts';

type Operation = 'query' | 'mutation';

/** Yields the requests of a wave, which are sent in parallel, and receives their results in the same order. */
export type RequestWaves<T> = Generator<readonly TwentyRequest[], T, readonly TwentyAnswer[]>;

/** The results so far, by field and parent; undefined for a requested result that has not arrived. */
type Known = Map<FieldRequest, Map<string, FieldOutcome | undefined>>;

/**
 * Answers an operation of the graph by requests to Twenty in waves. The first wave has the root fields, and the
 * connections of records whose ids are in the operation. Each further wave has the connections of the records that have
 * arrived. Pure: its caller sends the requests.
 * @param schema the graph's schema for Twenty, by which the operation was read
 * @param onContradiction called if an answer shows that the workspace's schema has changed
 */
export function* answerOperation(
  schema: GraphQLSchema,
  { type, fields }: OperationRequest,
  onContradiction: () => void,
): RequestWaves<UpstreamResponse> {
  const known: Known = new Map();
  const asked = fields.filter(({ name }) => name !== '__typename');
  if (type === 'mutation') {
    // In series: Twenty executes the mutations of one request in parallel.
    for (const field of asked) yield* runWaves(waveOf('mutation', [askRoot(field)]), known);
  } else {
    const beside = asked.flatMap((field) => askBeside(field, known));
    yield* runWaves(waveOf('query', [...asked.map(askRoot), ...beside]), known);
  }
  if (hasContradiction(known)) onContradiction();
  const outcomeOf: FieldOutcomeOf = (field, parent) => known.get(field)?.get(parent);
  const root = schema.getRootType(type)?.name ?? '';
  return { fields: fields.map((field) => fieldOf(field, root, outcomeOf)) };
}

function hasContradiction(known: Known): boolean {
  for (const [field, outcomes] of known) {
    for (const outcome of outcomes.values()) {
      if (outcome && isContradicted(field, outcome)) return true;
    }
  }
  return false;
}

/** Builds a field's answer from Twenty's results. */
function fieldOf(field: FieldRequest, root: string, outcomeOf: FieldOutcomeOf): ResponseField {
  if (field.name === '__typename') return knownField(root);
  const { data, faults } = outcomeOf(field, ROOT) ?? succeeded(null);
  const errors = faults.map(({ error }) => error);
  if (data == null && errors.length > 0) return lostField(errors);
  putInPlace(field, data, outcomeOf);
  return { layout: layoutOf(field), value: data, errors };
}

/** The asks of a wave, and their requests. */
interface Wave extends ReturnType<typeof pack> {
  readonly asks: readonly Ask[];
}

function waveOf(operation: Operation, asks: readonly Ask[]): Wave {
  const fetches = asks.flatMap((ask) => ask.fetches);
  return { asks, ...pack(operation, fetches) };
}

function* runWaves(first: Wave, known: Known): RequestWaves<void> {
  let wave = first;
  while (wave.asks.length > 0) {
    const results = yield* runWave(wave);
    const arrivals = results.flatMap((result) => result.arrivals);
    for (const { field, parent, outcome } of arrivals) outcomesOf(known, field).set(parent, outcome);
    wave = waveOf('query', [...results.flatMap((result) => result.again ?? []), ...askBelow(arrivals, known)]);
  }
}

function* runWave({ asks, requests, places }: Wave): RequestWaves<readonly AskResult[]> {
  const answers = requests.length > 0 ? yield requests : [];
  const outcomes = requests.map(({ roots }, index) => readAnswer(roots, answers[index]));
  let next = 0;
  return asks.map((ask) => {
    const own = ask.fetches.map(({ root }) => outcomes[places[next++] ?? 0]?.get(root.name) ?? succeeded(null));
    return ask.read(own);
  });
}

function outcomesOf(known: Known, field: FieldRequest): Map<string, FieldOutcome | undefined> {
  const outcomes = known.get(field) ?? new Map<string, FieldOutcome | undefined>();
  known.set(field, outcomes);
  return outcomes;
}

/** Returns the asks of connections whose parents' ids are in a root field: they are requested with it. */
function askBeside(field: FieldRequest, known: Known): readonly Ask[] {
  const hops = hopsBelow(field);
  if (hops.length === 0) return [];
  const parents = knownParents(field);
  return hops.flatMap((hop) => (hop.path.length === 0 ? askHop(hop, parents, known) : []));
}

/** Returns the asks of the connections of arrived records, each for all its parents. */
function askBelow(arrivals: readonly Arrival[], known: Known): readonly Ask[] {
  const leading = arrivals.filter(({ field }) => hopsBelow(field).length > 0);
  if (leading.length === 0) return [];
  return Array.from(Map.groupBy(leading, ({ field }) => field)).flatMap(([field, together]) =>
    hopsBelow(field).flatMap((hop) => {
      const parents = together.flatMap(({ outcome }) => idsAt(outcome.data, hop.path));
      return askHop(hop, parents, known);
    }),
  );
}

/** Requests a connection for the parents without an earlier request for it. */
function askHop({ field, mapping }: Hop, parents: readonly string[], known: Known): readonly Ask[] {
  const outcomes = outcomesOf(known, field);
  const unasked = [...new Set(parents)].filter((parent) => !outcomes.has(parent));
  for (const parent of unasked) outcomes.set(parent, undefined);
  if (unasked.length === 0) return [];
  const request = childRequests.derive(field, () => connectionRequest(field, mapping));
  return askChildren(request, mapping.column, unasked);
}

/** The requests of connections, which are the same for any parent. */
const childRequests = createDerived<FieldRequest, ConnectionRequest>();
