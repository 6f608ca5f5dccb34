export interface MemoOptions {
  /** How many results are kept; past it, the one that was made first goes. */
  readonly most: number;
  /** How long a result is kept, in milliseconds. */
  readonly keepMs: number;
}

/** Remembers what was made for a key, while it is being made too, so that it is made once. What failed is not kept. */
export function memo<Value>({
  most,
  keepMs,
}: MemoOptions): (key: string, make: () => Promise<Value>) => Promise<Value> {
  const kept = new Map<string, { readonly value: Promise<Value>; readonly until: number }>();
  return (key, make) => {
    const found = kept.get(key);
    if (found && found.until > performance.now()) return found.value;
    const value = make();
    kept.delete(key);
    kept.set(key, { value, until: performance.now() + keepMs });
    value.catch(() => {
      if (kept.get(key)?.value === value) kept.delete(key);
    });
    for (const oldest of kept.keys()) {
      if (kept.size <= most) break;
      kept.delete(oldest);
    }
    return value;
  };
}
