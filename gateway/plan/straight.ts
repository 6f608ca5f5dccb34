import { GraphQLError } from 'graphql';
import type { PlainField } from '../../subgraphs/layout.ts';
import type { LinkArgs } from '../links/link.ts';
import type { Values } from './emit.ts';
import { linkArguments as argumentsOfLink, followKeys, type Keyed } from './keys.ts';
import { locate } from './locate.ts';
import type { Continuation, Edge, LocatedStep, LookupStep, Next, Plan, RootStep } from './plan.ts';
import { type Gathered, receive, setterOf } from './receive.ts';
import type { Run } from './run.ts';
import { Stray } from './stray.ts';

/*
 * Nearly always all that comes is as it should be. Then what upstreams gave is made into the response at once, each object
 * but one time: its links are filled in when what they lead to is there. It knows nothing of errors and places: where
 * anything strays from that, the plan is run once more with care, over what was asked for already.
 */

/** Plans that were run before: for one that is run but once, it is not worth it. */
const met = new WeakSet<Plan>();

/** @returns for each step its heads' values, each in a list; undefined where something is not as it should be */
export async function runStraight(plan: Plan, run: Run): Promise<readonly Values[] | undefined> {
  if (!met.has(plan)) {
    met.add(plan);
    return undefined;
  }
  try {
    return await Promise.all(plan.steps.map((step) => runRoots(run, step)));
  } catch (error) {
    if (error instanceof Stray) return undefined;
    throw error;
  }
}

async function runRoots(run: Run, step: RootStep): Promise<Values> {
  const { plain } = await run.ask(step.upstream, step.heads);
  const values = await proceed(run, step, plain ?? stray());
  return values.map((value) => [value]);
}

/**
 * Makes values of what came, and fills in what their links lead to.
 * @param plain what came for each head; undefined for one that was not asked for
 */
async function proceed(
  run: Run,
  step: Continuation,
  plain: readonly (PlainField | undefined)[],
): Promise<readonly unknown[]> {
  const { heads, edges, nexts } = step;
  const gathered: Gathered = { needs: edges.map(() => []), holders: edges.map(() => []) };
  const values = heads.map((head, nth) => {
    const field = plain[nth];
    return field && receive(head, edges, field, gathered);
  });
  if (nexts.length > 0) await Promise.all(nexts.map((next) => follow(run, step, next, gathered)));
  return values;
}

function follow(run: Run, step: Continuation, next: Next, gathered: Gathered): Promise<void> {
  return next.kind === 'lookup' ? lookUp(run, step, next, gathered) : locateIn(run, step, next, gathered);
}

async function lookUp(run: Run, { edges }: Continuation, step: LookupStep, gathered: Gathered): Promise<void> {
  const before = run.foreseen(step);
  const keyed = step.follows.map((following, head) => {
    const parents = gathered.needs[following.edge] ?? [];
    const edge = edges[following.edge];
    return followKeys(following, edge && parents.length > 0 ? linkArguments(edge, run) : {}, parents, before?.[head]);
  });
  const values = keyed.some(({ lookupArgs }) => lookupArgs) ? await lookedUp(run, step, keyed) : [];
  for (const [head, { edge }] of step.follows.entries()) {
    const found = values[head];
    const list: readonly unknown[] = Array.isArray(found) ? found : [];
    const keys = keyed[head];
    fill(edges[edge], gathered.holders[edge], (nth) => keys?.give(nth, list));
  }
}

/** For each head what came, a value for each key. */
async function lookedUp(run: Run, step: LookupStep, keyed: readonly Keyed[]): Promise<readonly unknown[]> {
  const { plain = stray() } = await run.lookUp(step, keyed);
  let asked = 0;
  return proceed(
    run,
    step,
    keyed.map(({ lookupArgs }) => lookupArgs && plain[asked++]),
  );
}

function linkArguments(edge: Edge, run: Run): LinkArgs {
  try {
    return argumentsOfLink(edge, run.coerced);
  } catch (error) {
    if (error instanceof GraphQLError) throw new Stray();
    throw error;
  }
}

async function locateIn(run: Run, { edges }: Continuation, step: LocatedStep, gathered: Gathered): Promise<void> {
  const edge = edges[step.edge];
  if (!edge) return;
  const parents = gathered.needs[step.edge] ?? [];
  const found = await locate({ ...run, fail: stray }, step, { edge, parents, fields: () => parents.map(() => []) });
  fill(edge, gathered.holders[step.edge], (nth) => found[nth]);
}

/** Fills in what a link leads to from each of its parents. */
function fill(edge: Edge | undefined, holders: Gathered['holders'][number] = [], at: (nth: number) => unknown): void {
  const set = edge && setterOf(edge);
  if (!set) return;
  for (const [nth, holder] of holders.entries()) set(holder, at(nth) ?? null);
}

function stray(): never {
  throw new Stray();
}
