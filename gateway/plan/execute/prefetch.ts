import { isSame } from '../../../subgraphs/json.ts';
import type { ResponseField } from '../../../subgraphs/response/index.ts';
import type { LookupStep, Plan, Question, QuestionArguments } from '../plan.ts';
import { argumentsOf, createKeyLoader, type KeyLoader, type Loaded } from './key-loader.ts';
import type { KeyBatch } from './keys.ts';
import type { PrefetchHistory } from './prefetch-history.ts';
import { type PlanRequest, put, type Run } from './run.ts';

/** How what links lead to is loaded. */
export interface Loading extends Pick<KeyLoader, 'primed' | 'load'> {
  /** Puts a question of a located link with each of these arguments. */
  put(question: Question, args: QuestionArguments): Promise<readonly ResponseField[]>;
}

export interface Prefetch {
  readonly loading: Loading;
  /** To be called when the run is over, without errors: by the keys that it loaded the next one prefetches. */
  done(): void;
}

/** Loading that prefetches nothing. */
export function createLoading(run: Run): Loading {
  const { primed, load } = createKeyLoader(run, () => {});
  return { primed, load, put: (question, args) => put(run, question, args) };
}

/** Loads the keys of the last run of a plan, and puts its questions, next to the first wave of this run. */
export function prefetch(run: Run, plan: Plan, request: PlanRequest, history: PrefetchHistory): Prefetch {
  const variables = JSON.stringify(request.coerced);
  const before = history.recall(plan, variables);
  const count = (isHit: boolean): void => {
    history.count(plan, isHit);
    request.onPrefetch?.(isHit);
  };
  const loader = createKeyLoader(run, count);
  const questions = new Map<Question, Promise<readonly ResponseField[]>>();
  for (const [step, batches] of before?.lookups ?? []) loader.prime(step, batches);
  for (const [question, args] of before?.questions ?? []) {
    const asked = put(run, question, args);
    questions.set(question, asked);
    // A failure is reported where the answer is needed.
    asked.catch(() => {});
  }
  const loaded = new Map<LookupStep, readonly KeyBatch[]>();
  const asked = new Map<Question, QuestionArguments>();
  let isUnchanged = before !== undefined;
  return {
    loading: {
      primed: loader.primed,
      load(step, batches): Promise<Loaded> {
        loaded.set(step, batches);
        isUnchanged &&= isSame(argumentsOf(loader.primed(step) ?? []), argumentsOf(batches));
        return loader.load(step, batches);
      },
      put(question, args) {
        asked.set(question, args);
        const given = before?.questions.get(question);
        const isHit = isSame(given, args);
        isUnchanged &&= isHit;
        if (given) count(isHit);
        return (isHit && questions.get(question)) || put(run, question, args);
      },
    },
    done() {
      // Keys that are stored already stay: to store them again each time is work for the garbage collector.
      if (isUnchanged && before && loaded.size + asked.size === before.lookups.size + before.questions.size) return;
      history.record(plan, variables, { lookups: loaded, questions: asked });
    },
  };
}
