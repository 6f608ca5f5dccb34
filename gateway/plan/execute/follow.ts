import { GraphQLError, getArgumentValues } from 'graphql';
import { createReading } from '../../../subgraphs/response/reading.ts';
import type { Continuation, LookupBatch, LookupStep } from '../plan.ts';
import { errorsBelow, FailedValue, isLost, type ValueError } from '../read/failed-value.ts';
import { type FetchedValues, type LinkParents, linkParents, readFields } from '../read/read-fields.ts';
import type { KeyLoader } from './key-loader.ts';
import { followKeys, type KeyBatch } from './keys.ts';
import { locate } from './locate.ts';
import { orError, type Run } from './run.ts';

/** Follows the links of values, and fills in their targets. */
export async function follow(run: Run, loader: KeyLoader, step: Continuation, read: FetchedValues): Promise<void> {
  // A part is sent before the requests of the next wave are prepared.
  if (run.delivery) await run.delivery.filled(run.complete, step, read);
  if (step.nexts.length === 0) return;
  const links = linkParents(step, read);
  const following = step.nexts.map(async (next) => {
    if (next.kind === 'lookup') {
      const followed = next.follows.flatMap(({ edge }) => links[edge] ?? []);
      return lookUp(run, loader, next, followed);
    }
    const link = links[next.edge];
    const located = link && (await locate(run, loader, next, link));
    await follow(run, loader, next, located ?? { values: [], errors: [], reading: createReading(next.edges) });
  });
  await Promise.all(following);
}

/**
 * Loads the targets of all links to one upstream.
 * @param links by field of the step
 */
async function lookUp(run: Run, loader: KeyLoader, step: LookupStep, links: readonly LinkParents[]): Promise<void> {
  const before = loader.primed(step);
  const batches = links.map((link, index) => keysOf(run, step, index, link, before?.[index]));
  const isNeeded = batches.some((batch) => batch?.lookupArgs);
  const read = readFields(step, step.fields, isNeeded ? await loader.load(step, batches) : [], run.delivery?.types);
  for (const [index, link] of links.entries()) {
    const batch = batches[index];
    if (batch) fill(run, link, batch, read.values[index], read.errors[index]);
  }
  await follow(run, loader, step, read);
}

/**
 * Returns the keys of a link's parents; undefined where it has no parents. Arguments that do not fit are an error of
 * each parent's field.
 */
function keysOf(run: Run, { follows }: LookupStep, index: number, link: LinkParents, before?: LookupBatch) {
  const following = follows[index];
  const { edge, needs, parents } = link;
  if (!following || needs.length === 0) return undefined;
  const { definition, node } = edge;
  const batch = orError(() => followKeys(following, getArgumentValues(definition, node, run.coerced), needs, before));
  if (!(batch instanceof GraphQLError)) return batch;
  for (const parent of parents) parent[edge.key] = run.fail(null, [{ error: batch, path: [] }]);
  return undefined;
}

/**
 * Fills in the link's field of each parent.
 * @param value of the lookup's field
 * @param errors in the value
 */
function fill(
  run: Run,
  { edge, parents }: LinkParents,
  batch: KeyBatch,
  value: unknown,
  errors: readonly ValueError[] = [],
): void {
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  const values = errors.length > 0 ? list.map((each, nth) => run.fail(each, errorsBelow(errors, nth))) : list;
  const ofAll = errors.filter(({ path: [nth] }) => list.length === 0 || typeof nth !== 'number');
  parents.forEach((parent, nth) => {
    const given = batch.give(nth, values);
    const isFailed = errors.length > 0 && batch.isRequested(nth);
    parent[edge.key] = isFailed
      ? run.fail(
          withoutLost(given),
          ofAll.map(({ error }) => ({ error, path: [] })),
        )
      : given;
  });
}

/** Fails a whole list where an error made one of its values null. */
function withoutLost(given: unknown): unknown {
  const lost = Array.isArray(given) ? given.find(isLost) : undefined;
  if (!Array.isArray(given) || !lost) return given;
  const nth = given.indexOf(lost);
  return new FailedValue(
    null,
    lost.errors.map(({ error, path }) => ({ error, path: path.length > 0 ? [nth, ...path] : [] })),
  );
}
