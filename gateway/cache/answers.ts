import type { ExecutionResult } from 'graphql';
import { isUpstreamFault } from '../../subgraphs/errors.ts';
import type { UpstreamContext } from '../../subgraphs/upstream.ts';
import { ageOf, type Entry, freshnessOf, lifetimeOf, standsIn } from './entry.ts';
import { type Asker, classOf, keyOf, type Question } from './key.ts';
import { ttlWithin } from './left.ts';
import { type Reach, reachOf, type Ttls } from './reach.ts';
import type { Slot, Store } from './store.ts';
import type { Ttl } from './ttls.ts';

/** An operation that is to be answered, whose document is valid by the schema. */
export interface AskedAnswer extends Omit<Question, 'deployment' | 'identityClass'> {
  readonly asker: Asker;
}

/** An answer, and where it is from. */
export interface Served {
  readonly result: ExecutionResult;
  /** The result's JSON, where it is at hand. */
  readonly text?: string;
  /** Undefined where nothing of it may be kept, or looked up. */
  readonly from: 'fresh' | 'stale' | 'spare' | 'upstreams' | undefined;
  /** How long it may be kept; undefined: not at all. */
  readonly kept?: { readonly ttl: Ttl; readonly ageSeconds: number };
}

export type Execute = (context: UpstreamContext) => Promise<ExecutionResult>;

/** Keeps answers that anybody of a class of callers would be given. */
export interface Answers {
  /**
   * Answers from what is kept where it can, else by executing the operation.
   * @param context of the request: what is asked for anew beside it has one of its own, for the same caller
   * @throws whatever `execute` does
   */
  answer(asked: AskedAnswer, context: UpstreamContext, execute: Execute): Promise<Served>;
}

/** What came of asking for an answer anew beside a request. */
export interface Revalidation {
  /** Of the operation's document. */
  readonly hash: string;
  /** Those of the new answer, which is not kept then, or what was thrown; none where all is well. */
  readonly errors: readonly unknown[];
}

export interface AnswersOptions {
  readonly store: Store;
  readonly deployment: string;
  readonly ttls: Ttls;
  /** How long what is asked for anew beside a request may take, in milliseconds. */
  readonly timeoutMs: number;
  /** May not throw. */
  readonly onRevalidated: (revalidation: Revalidation) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** How many answers are asked for anew at a time, so that many that grew old together are not a flood. */
const MAX_ANEW = 32;

export function createAnswers({ store, deployment, ttls, timeoutMs, onRevalidated, now }: AnswersOptions): Answers {
  const anew = new Map<string, Promise<void>>();

  /** @returns what is kept; undefined where it may not be */
  function keep(slot: Slot, reach: Reach, made: Made): Entry | undefined {
    const { data, errors, extensions } = made.result;
    if (!data || errors || extensions) return undefined;
    const ttl = ttlWithin(reach.ttl, made.context);
    const entry = { text: JSON.stringify({ data }), at: made.at, ttl, types: reach.types };
    if (lifetimeOf(ttl) > 0) slot.keep(entry);
    return entry;
  }

  async function make(context: UpstreamContext, execute: Execute): Promise<Made> {
    const at = now();
    return { at, context, result: await execute(context) };
  }

  /** Once at a time for each key; nobody waits for it. What fails leaves what there is. */
  function askAnew({ key, hash, reach, execute }: Asking, { caller }: UpstreamContext): void {
    if (anew.has(key) || anew.size >= MAX_ANEW) return;
    const asking = async (): Promise<void> => {
      const { entry, slot } = await store.far(key, reach.types);
      // Another gateway was faster.
      if (entry && freshnessOf(entry, now()) === 'fresh') return;
      const made = await make({ caller, deadline: performance.now() + timeoutMs }, execute);
      if (!keep(slot, reach, made) && !isUpstreamDown(made.result)) slot.drop();
      onRevalidated({ hash, errors: made.result.errors ?? [] });
    };
    anew.set(
      key,
      asking()
        .catch((error: unknown) => onRevalidated({ hash, errors: [error] }))
        .finally(() => anew.delete(key)),
    );
  }

  /** @returns undefined where what there is may not be told */
  function tell(entry: Entry | undefined, asking: Asking, context: UpstreamContext): Served | undefined {
    const freshness = entry && freshnessOf(entry, now());
    if (!entry || (freshness !== 'fresh' && freshness !== 'stale')) return undefined;
    if (freshness === 'stale') askAnew(asking, context);
    return served(entry, freshness);
  }

  function served(entry: Entry, from: Served['from']): Served {
    const { text, ttl } = entry;
    return { result: resultOf(text), text, from, kept: { ttl, ageSeconds: Math.floor(ageOf(entry, now())) } };
  }

  return {
    async answer({ asker, ...question }, context, execute) {
      const reach = reachOf(ttls, question.schema, question.document, question.coerced);
      const identityClass = classOf(asker);
      if (!reach || identityClass === undefined) return { result: await execute(context), from: undefined };
      const key = keyOf({ ...question, deployment, identityClass });
      const asking = { key, hash: question.hash, reach, execute };
      const near = tell(store.near(key), asking, context);
      if (near) return near;
      const { entry, slot } = await store.far(key, reach.types);
      const far = tell(entry, asking, context);
      if (far) return far;
      const made = await make(context, execute);
      const { result } = made;
      const kept = keep(slot, reach, made);
      if (kept) return { ...served(kept, 'upstreams'), result };
      const spare = isUpstreamDown(result) ? store.near(key) : undefined;
      return spare && standsIn(spare, now()) ? served(spare, 'spare') : { result, from: 'upstreams' };
    },
  };
}

/** What is asked, and how. */
interface Asking {
  readonly key: string;
  readonly hash: string;
  readonly reach: Reach;
  readonly execute: Execute;
}

/** What came of executing an operation. */
interface Made {
  /** When it began, in milliseconds since 1970. */
  readonly at: number;
  readonly context: UpstreamContext;
  readonly result: ExecutionResult;
}

/** Its data is read when it is first asked for: who sends the text on does not need it. */
function resultOf(text: string): ExecutionResult {
  let data: Record<string, unknown> | undefined;
  return {
    get data(): Record<string, unknown> {
      data ??= (JSON.parse(text) as { readonly data: Record<string, unknown> }).data;
      return data;
    },
  };
}

/** Whether an answer lacks something that an upstream could not give. */
function isUpstreamDown({ errors = [] }: ExecutionResult): boolean {
  return errors.some(isUpstreamFault);
}
