import { GraphQLError, getArgumentValues } from 'graphql';
import { elements, isJsonObject, type JsonObject } from '../../../subgraphs/common/json.ts';
import { lostField, readField } from '../../../subgraphs/response/index.ts';
import { boundedFirst, tooManyCandidates } from '../../links/located.ts';
import { NODES_PREFIX, PLACE_KEY } from '../compile/located-step.ts';
import type { LocatedStep } from '../plan.ts';
import { errorsBelow } from '../read/failed-value.ts';
import { type FetchedValues, type LinkParents, readFields } from '../read/read-fields.ts';
import type { KeyLoader } from './key-loader.ts';
import { orError, type Run } from './run.ts';

/** Thrown where the link fails for all its parents. */
class Failed extends Error {
  readonly errors: readonly GraphQLError[];

  constructor(errors: readonly GraphQLError[]) {
    super('A located link failed.');
    this.errors = errors;
  }
}

/**
 * Follows a located link, and fills in its lists: one search, and one lookup of the places, for all parents.
 * @returns the list of each parent, to follow links from; undefined where the link has no parents or fails
 */
export async function locate(
  run: Run,
  loader: KeyLoader,
  step: LocatedStep,
  { edge, needs, parents }: LinkParents,
): Promise<FetchedValues | undefined> {
  if (parents.length === 0) return undefined;
  try {
    const { candidates, reading } = await search(run, loader, step, needs);
    const inside = await whichInside(loader, step, needs, candidates);
    const lists = inside.map((indexes) => listOf(run, step, candidates, indexes));
    for (const [nth, parent] of parents.entries()) parent[edge.key] = lists[nth] ?? null;
    // Candidates that are in no parent's list have no links to follow.
    return { values: [lists], reading: { ...reading, isCarried: true }, errors: [] };
  } catch (cause) {
    if (!(cause instanceof Failed)) throw cause;
    const errors = cause.errors.map((error) => ({ error, path: [] }));
    for (const parent of parents) parent[edge.key] = run.fail(null, errors);
    return undefined;
  }
}

/** An edge of the search's connection: the place, and the node under each of the client's keys. */
type Candidate = JsonObject;

async function search(run: Run, loader: KeyLoader, step: LocatedStep, needs: readonly JsonObject[]) {
  const { args, bound } = step.link.search;
  const [field = lostField([])] = await loader.load(step, [{ lookupArgs: { ...args(needs), first: bound } }]);
  const {
    values,
    reading,
    errors: [errors = []],
  } = readFields(step, step.fields, [field], run.delivery?.types);
  const [connection] = values;
  if (!isJsonObject(connection)) throw new Failed(errors.map(({ error }) => error));
  if (Number(connection.totalCount) > bound) throw new Failed([tooManyCandidates(bound)]);
  const edges = elements(connection.edges).map((each) => (isJsonObject(each) ? each : {}));
  if (errors.length === 0) return { candidates: edges, reading };
  const ofEdges = errorsBelow(errors, 'edges');
  const candidates = edges.map((edge, nth): Candidate => {
    const own = errorsBelow(ofEdges, nth);
    return Object.fromEntries(Object.entries(edge).map(([key, node]) => [key, run.fail(node, errorsBelow(own, key))]));
  });
  return { candidates, reading };
}

/** Returns the indexes of the candidates inside each parent. Parents with the same arguments share a query. */
async function whichInside(
  loader: KeyLoader,
  { link, locate: query }: LocatedStep,
  parents: readonly JsonObject[],
  candidates: readonly Candidate[],
) {
  const places = candidates.map(({ [PLACE_KEY]: place }) => link.locate.key(isJsonObject(place) ? place : {}));
  const known = places.flatMap((place, index) => (place === null ? [] : [index]));
  if (known.length === 0) return parents.map((): number[] => []);
  const keys = known.map((index) => places[index]);
  const variants = parents.map((parent) => JSON.stringify(link.locate.lookupArgs(parent)));
  const distinct = [...new Set(variants)];
  const batches = distinct.map((each) => ({
    lookupArgs: { ...JSON.parse(each), [link.locate.lookup.keys]: keys },
  }));
  const answers = (await loader.load(query, batches)).map((field) => readField(field ?? lostField([])));
  return parents.map((parent, nth) => {
    const { value: found, errors } = answers[distinct.indexOf(variants[nth] ?? '')] ?? lostField([]);
    if (!Array.isArray(found)) throw new Failed(errors);
    return known.filter((_, at) => isJsonObject(found[at]) && link.locate.belongs(found[at], parent));
  });
}

/** Builds the list of one parent; null with an error where the client's `first` is invalid. */
function listOf(
  run: Run,
  { selected }: LocatedStep,
  candidates: readonly Candidate[],
  indexes: readonly number[],
): unknown {
  const list: Record<string, unknown> = {};
  for (const each of selected) {
    if (each.kind === 'typeName') list[each.key] = each.typeName;
    else if (each.kind === 'count') list[each.key] = indexes.length;
    else {
      const { definition, node } = each;
      const first = orError(() => boundedFirst(getArgumentValues(definition, node, run.coerced).first));
      if (first instanceof GraphQLError) return run.fail(null, [{ error: first, path: [each.key] }]);
      list[each.key] = indexes.slice(0, first).map((index) => candidates[index]?.[NODES_PREFIX + each.key]);
    }
  }
  return list;
}
