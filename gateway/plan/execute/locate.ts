import { GraphQLError, getArgumentValues } from 'graphql';
import { elements, isJsonObject, type JsonObject, property } from '../../../subgraphs/json.ts';
import { lostField, readField } from '../../../subgraphs/response/index.ts';
import { boundedFirst, tooManyCandidates } from '../../links/located.ts';
import { NODES_PREFIX, PLACE_KEY } from '../compile/located-step.ts';
import type { Path } from '../errors.ts';
import type { ListField, LocatedStep } from '../plan.ts';
import { type HeadValues, type LinkParents, type PlacesOf, readHeads } from '../read/read-heads.ts';
import type { KeyLoader } from './key-loader.ts';
import { needsOf } from './keys.ts';
import type { Run } from './run.ts';

/** Thrown where the link fails for each of its parents alike. */
class Failed extends Error {
  readonly errors: readonly GraphQLError[];

  constructor(errors: readonly GraphQLError[]) {
    super('A located link failed.');
    this.errors = errors;
  }
}

/** What was located: a list of what each parent is answered, to follow links from. */
export interface Located extends Pick<HeadValues, 'values' | 'reading'> {
  readonly placesOf: PlacesOf;
}

/**
 * Follows a located link, and fills in what it leads to: all parents in one search and one look at where its findings stand.
 * @returns undefined where nothing was found
 */
export async function locate(
  run: Run,
  loader: KeyLoader,
  step: LocatedStep,
  { edge, needs, parents, fields }: LinkParents,
): Promise<Located | undefined> {
  if (parents.length === 0) return undefined;
  try {
    const { candidates, reading, errors } = await search(loader, step, needs);
    const inside = await whichInside(loader, step, needs, candidates);
    const lists = inside.map((indexes, nth) => listOf(run, step, candidates, indexes, () => fields()[nth] ?? []));
    for (const { error, path } of errors) reportCandidate(run, error, path, { inside, lists, fields });
    for (const [nth, parent] of parents.entries()) parent[edge.key] = lists[nth] ?? null;
    const placesOf: PlacesOf = (_head, [nth, ...rest]) =>
      (fields()[Number(nth)] ?? []).map((place) => [...place, ...rest]);
    // Candidates that no parent is answered have no links to follow.
    return { values: [lists], reading: { ...reading, isCarried: true }, placesOf };
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    for (const each of error.errors) run.report(each, fields().flat());
    return undefined;
  }
}

/** An edge of the search's connection: the place, and the node under each key of the client's. */
type Candidate = JsonObject;

async function search(loader: KeyLoader, step: LocatedStep, needs: readonly JsonObject[]) {
  const { args, bound } = step.link.search;
  const [field = lostField([])] = await loader.load(step.search, [{ lookupArgs: { ...args(needs), first: bound } }]);
  const { values, reading, errors } = readHeads(step, [field], [step.searchShape]);
  const [connection] = values;
  if (!isJsonObject(connection)) throw new Failed(errors.map(({ error }) => error));
  if (Number(connection.totalCount) > bound) throw new Failed([tooManyCandidates(bound)]);
  const candidates: readonly Candidate[] = elements(connection.edges).map((each) => (isJsonObject(each) ? each : {}));
  return { candidates, reading, errors };
}

/** For each parent, the indexes of the candidates that stand in it. Parents with the same arguments share a question. */
async function whichInside(
  loader: KeyLoader,
  { link, locate: question, placeNeeds }: LocatedStep,
  parents: readonly JsonObject[],
  candidates: readonly Candidate[],
) {
  const places = candidates.map(({ [PLACE_KEY]: place }) =>
    link.locate.key(isJsonObject(place) ? needsOf({ needs: placeNeeds }, place) : {}),
  );
  const known = places.flatMap((place, index) => (place === null ? [] : [index]));
  if (known.length === 0) return parents.map((): number[] => []);
  const keys = known.map((index) => places[index]);
  const questions = parents.map((parent) => JSON.stringify(link.locate.lookupArgs(parent)));
  const distinct = [...new Set(questions)];
  const batches = distinct.map((each) => ({
    lookupArgs: { ...JSON.parse(each), [link.locate.lookup.keys]: keys },
  }));
  const answers = (await loader.load(question, batches)).map((field) => readField(field ?? lostField([])));
  return parents.map((parent, nth) => {
    const { value: found, errors } = answers[distinct.indexOf(questions[nth] ?? '')] ?? lostField([]);
    if (!Array.isArray(found)) throw new Failed(errors);
    return known.filter((_, at) => isJsonObject(found[at]) && link.locate.belongs(found[at], parent));
  });
}

/** What one parent is answered; null, with the error reported, where the client asks for what cannot be. */
function listOf(
  run: Run,
  { asked }: LocatedStep,
  candidates: readonly Candidate[],
  indexes: readonly number[],
  field: () => readonly Path[],
): JsonObject | null {
  const list: Record<string, unknown> = {};
  for (const each of asked) {
    if (each.kind === 'typeName') list[each.key] = each.typeName;
    else if (each.kind === 'count') list[each.key] = indexes.length;
    else {
      const first = firstOf(run, each, () => field().map((place) => [...place, each.key]));
      if (first === undefined) return null;
      list[each.key] = indexes.slice(0, first).map((index) => candidates[index]?.[NODES_PREFIX + each.key]);
    }
  }
  return list;
}

function firstOf(run: Run, { definition, node }: ListField & { kind: 'nodes' }, places: () => readonly Path[]) {
  try {
    return boundedFirst(getArgumentValues(definition, node, { ...run.coerced }).first);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    run.report(error, places());
    return undefined;
  }
}

interface Answered {
  readonly inside: readonly (readonly number[])[];
  readonly lists: readonly (JsonObject | null)[];
  readonly fields: () => readonly (readonly Path[])[];
}

/** Reports an error in a candidate wherever that candidate is answered. */
function reportCandidate(run: Run, error: GraphQLError, path: Path, { inside, lists, fields }: Answered): void {
  const [, index, key, ...rest] = path;
  if (typeof index !== 'number' || typeof key !== 'string') return;
  for (const [nth, indexes] of inside.entries()) {
    const nodes = key.slice(NODES_PREFIX.length);
    const answered = property(lists[nth], nodes);
    const position = indexes.indexOf(index);
    if (position < 0 || !Array.isArray(answered) || position >= answered.length) continue;
    const below = [nodes, position, ...rest];
    run.report(
      error,
      (fields()[nth] ?? []).map((place) => [...place, ...below]),
    );
  }
}
