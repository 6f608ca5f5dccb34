export interface Remembering {
  /** How long an answer holds, in milliseconds. */
  readonly ms: number;
  /** How many answers are cached; the oldest is evicted first. */
  readonly most: number;
  /** Whether a failure is cached as an answer is. No failure is, by default. */
  readonly isAnswer?: (failure: unknown) => boolean;
}

/** Answers as `load` does, and for a while without calling it again. Concurrent calls with one key share one load. */
export function remembered<T, Rest extends readonly unknown[]>(
  load: (key: string, ...rest: Rest) => Promise<T>,
  { ms, most, isAnswer = () => false }: Remembering,
): typeof load {
  const answers = new Map<string, { readonly until: number; readonly answer: Promise<T> }>();
  return (key, ...rest) => {
    const known = answers.get(key);
    if (known && known.until > Date.now()) return known.answer;
    const answer = load(key, ...rest);
    answers.delete(key);
    answers.set(key, { until: Date.now() + ms, answer });
    answer.catch((failure) => {
      if (!isAnswer(failure) && answers.get(key)?.answer === answer) answers.delete(key);
    });
    for (const oldest of answers.keys()) {
      if (answers.size <= most) break;
      answers.delete(oldest);
    }
    return answer;
  };
}
