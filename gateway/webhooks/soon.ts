/** Gathers many askings into one doing. */
export interface Soon {
  /** It is done once, a while after the first asking. */
  ask(): void;
}

/**
 * @param ms how long after the first asking it is done, however many come meanwhile
 */
export function createSoon(act: () => unknown, ms: number): Soon {
  let isAsked = false;
  return {
    ask() {
      if (isAsked) return;
      isAsked = true;
      setTimeout(() => {
        isAsked = false;
        act();
      }, ms).unref();
    },
  };
}
