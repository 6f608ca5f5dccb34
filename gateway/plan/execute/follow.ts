import { GraphQLError } from 'graphql';
import type { Path } from '../errors.ts';
import type { Continuation, LookupStep } from '../plan.ts';
import { type HeadValues, type LinkParents, linkParents, type PlacesOf, readHeads } from '../read/read-heads.ts';
import type { KeyLoader } from './key-loader.ts';
import { type Batch, followKeys, type KeyBatch, type LostKey, linkArguments } from './keys.ts';
import { locate } from './locate.ts';
import type { Run } from './run.ts';

/** Follows the links that lead away from values, and fills in what they lead to. */
export async function follow(
  run: Run,
  loader: KeyLoader,
  step: Continuation,
  { values, reading }: Pick<HeadValues, 'values' | 'reading'>,
  placesOf: PlacesOf,
): Promise<void> {
  if (step.nexts.length === 0) return;
  const links = linkParents(step, values, reading, placesOf);
  await Promise.all(
    step.nexts.map(async (next) => {
      if (next.kind === 'lookup')
        return lookUp(
          run,
          loader,
          next,
          next.follows.flatMap(({ edge }) => links[edge] ?? []),
        );
      const link = links[next.edge];
      const located = link && (await locate(run, loader, next, link));
      if (located) await follow(run, loader, next, located, located.placesOf);
    }),
  );
}

/**
 * Loads what all links to one upstream lead to.
 * @param links for each head
 */
async function lookUp(run: Run, loader: KeyLoader, step: LookupStep, links: readonly LinkParents[]): Promise<void> {
  const before = loader.primed(step);
  const batches = links.map((link, head) => keysOf(run, step, head, link, before?.[head]));
  const isAsked = batches.some(({ lookupArgs }) => lookupArgs);
  const read = readHeads(step, isAsked ? await loader.load(step, batches) : []);
  const placesOf: PlacesOf = (head, [nth, ...rest]) => {
    const batch = batches[head];
    const list = listOf(read.values[head]);
    return (links[head]?.fields() ?? []).flatMap((places, parent) => {
      const positions = typeof nth === 'number' ? (batch?.positions(parent, nth, list) ?? []) : [];
      return places.flatMap((place) => positions.map((position) => [...place, ...position, ...rest]));
    });
  };
  const lost = reportErrors(run, step, links, { batches, read, placesOf });
  for (const [head, link] of links.entries()) fill(run, link, batches[head], listOf(read.values[head]), lost.get(head));
  await follow(run, loader, step, read, placesOf);
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The keys of a link's parents. Arguments that do not fit are an error of each parent's field, and nothing is requested. */
function keysOf(run: Run, { follows }: LookupStep, head: number, link: LinkParents, before?: Batch): KeyBatch {
  const following = follows[head];
  if (!following) throw new Error('Each head of a lookup follows a link.');
  if (link.needs.length === 0) return followKeys(following, {}, []);
  try {
    return followKeys(following, linkArguments(link.edge, run.coerced), link.needs, before);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    run.report(error, link.fields().flat());
    return followKeys(following, {}, []);
  }
}

interface LookedUp {
  readonly batches: readonly KeyBatch[];
  readonly read: HeadValues;
  readonly placesOf: PlacesOf;
}

/**
 * Reports the errors of a lookup, except those that cost a value of a list: they cost each list that has the value.
 * @returns the latter, by head and by the nth of its keys
 */
function reportErrors(
  run: Run,
  { follows }: LookupStep,
  links: readonly LinkParents[],
  { batches, read, placesOf }: LookedUp,
): ReadonlyMap<number, ReadonlyMap<number, LostKey>> {
  const lost = new Map<number, Map<number, LostKey>>();
  for (const { error, head, path } of read.errors) {
    const [nth, ...below] = path;
    const list = read.values[head];
    if (typeof nth !== 'number' || !Array.isArray(list)) {
      const fields = links[head]?.fields() ?? [];
      const isAsked = (_: readonly Path[], parent: number) => batches[head]?.isAsked(parent);
      run.report(error, fields.filter(isAsked).flat());
    } else if (follows[head]?.gives === 'values' && list[nth] === null) {
      const ofHead = lost.get(head) ?? new Map<number, LostKey>();
      lost.set(head, ofHead);
      if (!ofHead.has(nth)) ofHead.set(nth, { error, below });
    } else {
      run.report(error, placesOf(head, path));
    }
  }
  return lost;
}

/** Fills in what a link leads to from each of its parents. */
function fill(
  run: Run,
  { edge, parents, fields }: LinkParents,
  batch: KeyBatch | undefined,
  list: readonly unknown[],
  lost: ReadonlyMap<number, LostKey> | undefined,
): void {
  parents.forEach((parent, nth) => {
    const missing = lost && batch?.missing(nth, list, lost);
    if (missing) {
      const places = fields()[nth] ?? [];
      run.report(
        missing.error,
        places.map((place) => [...place, ...missing.place]),
      );
    } else {
      parent[edge.key] = batch?.give(nth, list) ?? null;
    }
  });
}
