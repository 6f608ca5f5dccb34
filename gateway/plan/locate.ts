import { GraphQLError, getArgumentValues } from 'graphql';
import { isJsonObject, type JsonObject } from '../../subgraphs/json.ts';
import { boundedFirst, tooManyCandidates } from '../links/located.ts';
import type { Place } from './emit.ts';
import { needsOf } from './keys.ts';
import { NODES_PREFIX, PLACE_KEY } from './located-step.ts';
import type { ListField, LocatedStep } from './plan.ts';
import { type LinkParents, questionKey, type Run } from './run.ts';

/** Thrown where the link comes to nothing, for each of its parents alike: with what they are told. */
class Failed extends Error {
  readonly errors: readonly GraphQLError[];

  constructor(errors: readonly GraphQLError[]) {
    super('A located link came to nothing.');
    this.errors = errors;
  }
}

/** Follows a located link: all parents in one search and one look at where its findings stand. */
export async function locate(
  run: Run,
  step: LocatedStep,
  { parents, fields }: LinkParents,
): Promise<readonly unknown[]> {
  if (parents.length === 0) return [];
  try {
    const { candidates, errors } = await search(run, step, parents);
    const inside = await whichInside(run, step, parents, candidates);
    const lists = inside.map((indexes, nth) => listOf(run, step, candidates, indexes, fields()[nth] ?? []));
    for (const error of errors) tellCandidate(run, error, inside, lists, fields());
    const places = (_head: number, nth: number) => fields()[nth] ?? [];
    const [written = []] = await run.proceed(run, step, [lists], places);
    return written;
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    for (const each of error.errors) run.fail(each, fields().flat());
    return parents.map(() => null);
  }
}

/** An edge of the search's connection: the place, and the node under each key of the client's. */
type Candidate = JsonObject;

async function search(run: Run, step: LocatedStep, parents: readonly JsonObject[]) {
  const { args, bound } = step.link.search;
  const { data, errors } = (await run.put(step.search, [{ ...args(parents), first: bound }])).read();
  const connection = data[questionKey(0)];
  if (!isJsonObject(connection)) throw new Failed(errors);
  if (Number(connection.totalCount) > bound) throw new Failed([tooManyCandidates(bound)]);
  const candidates: readonly Candidate[] = Array.isArray(connection.edges) ? connection.edges.filter(isJsonObject) : [];
  return { candidates, errors };
}

/** For each parent, the indexes of the candidates that stand in it. Parents that are told the same share a question. */
async function whichInside(
  run: Run,
  step: LocatedStep,
  parents: readonly JsonObject[],
  candidates: readonly Candidate[],
) {
  const { link, placeNeeds } = step;
  const places = candidates.map(({ [PLACE_KEY]: place }) =>
    link.locate.key(isJsonObject(place) ? needsOf({ needs: placeNeeds }, place) : {}),
  );
  const known = places.flatMap((place, index) => (place === null ? [] : [index]));
  if (known.length === 0) return parents.map((): number[] => []);
  const keys = known.map((index) => places[index]);
  const questions = parents.map((parent) => JSON.stringify(link.locate.lookupArgs(parent)));
  const distinct = [...new Set(questions)];
  const args = distinct.map((question) => ({ ...JSON.parse(question), [link.locate.lookup.keys]: keys }));
  const { data, errors } = (await run.put(step.locate, args)).read();
  return parents.map((parent, nth) => {
    const found = data[questionKey(distinct.indexOf(questions[nth] ?? ''))];
    if (!Array.isArray(found)) throw new Failed(errors);
    return known.filter((_, at) => isJsonObject(found[at]) && link.locate.belongs(found[at], parent));
  });
}

/** What one parent is answered; null, with the error told, where the client asks for what cannot be. */
function listOf(
  run: Run,
  { asked }: LocatedStep,
  candidates: readonly Candidate[],
  indexes: readonly number[],
  field: readonly Place[],
): JsonObject | null {
  const list: Record<string, unknown> = {};
  for (const each of asked) {
    if (each.kind === 'typeName') list[each.key] = each.typeName;
    else if (each.kind === 'count') list[each.key] = indexes.length;
    else {
      const first = firstOf(
        run,
        each,
        field.map((place) => [...place, each.key]),
      );
      if (first === undefined) return null;
      list[each.key] = indexes.slice(0, first).map((index) => candidates[index]?.[NODES_PREFIX + each.key]);
    }
  }
  return list;
}

function firstOf(run: Run, { definition, node }: ListField & { kind: 'nodes' }, places: readonly Place[]) {
  try {
    return boundedFirst(getArgumentValues(definition, node, { ...run.coerced }).first);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    run.fail(error, places);
    return undefined;
  }
}

/** Tells an error in a candidate wherever that candidate is answered. */
function tellCandidate(
  run: Run,
  error: GraphQLError,
  inside: readonly (readonly number[])[],
  lists: readonly (JsonObject | null)[],
  fields: readonly (readonly Place[])[],
): void {
  const [, , index, key, ...rest] = error.path ?? [];
  if (typeof index !== 'number' || typeof key !== 'string') return;
  for (const [nth, indexes] of inside.entries()) {
    const nodes = key.slice(NODES_PREFIX.length);
    const answered = lists[nth]?.[nodes];
    const position = indexes.indexOf(index);
    if (position < 0 || !Array.isArray(answered) || position >= answered.length) continue;
    const below = [nodes, position, ...rest];
    run.fail(
      error,
      (fields[nth] ?? []).map((place) => [...place, ...below]),
    );
  }
}
