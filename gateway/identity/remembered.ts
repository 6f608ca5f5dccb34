export interface Remembering {
  /** How long an answer holds, in milliseconds. */
  readonly ms: number;
  /** How many answers are kept; the oldest goes first. */
  readonly most: number;
}

/** How long it takes at most until a revoked credential is refused: what was found out of one holds for this long. */
export const CREDENTIALS: Remembering = { ms: 5_000, most: 10_000 };

/** Answers as `load` does, and for a while without asking it again. Who asks meanwhile waits for the same answer. */
export function remembered<T>(load: (key: string) => Promise<T>, { ms, most } = CREDENTIALS): typeof load {
  const answers = new Map<string, { readonly until: number; readonly answer: Promise<T> }>();
  return (key) => {
    const known = answers.get(key);
    if (known && known.until > Date.now()) return known.answer;
    const answer = load(key);
    answers.delete(key);
    answers.set(key, { until: Date.now() + ms, answer });
    answer.catch(() => answers.get(key)?.answer === answer && answers.delete(key));
    for (const oldest of answers.keys()) {
      if (answers.size <= most) break;
      answers.delete(oldest);
    }
    return answer;
  };
}
