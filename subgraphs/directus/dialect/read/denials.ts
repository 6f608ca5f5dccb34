/** How many credentials are remembered. */
const MAX_CREDENTIALS = 1_000;

/** Remembers what each role lacks, so that no request fails twice for the same field. */
export interface DenialMemory {
  /** Returns what the role of a credential is known to lack; more can be added. */
  of(credential: string): Set<string>;
}

/** How long denials are remembered by default, in milliseconds: a granted right takes effect after this time. */
const DEFAULT_MS = 60_000;

/**
 * @param ms how long a denial is remembered; 0: for one request
 * @param now milliseconds since the epoch
 */
export function rememberDenials(ms = DEFAULT_MS, now: () => number = Date.now): DenialMemory {
  const known = new Map<string, { readonly denials: Set<string>; readonly until: number }>();
  return {
    of(credential) {
      const before = known.get(credential);
      if (before && before.until > now()) return before.denials;
      const denials = new Set<string>();
      known.delete(credential);
      known.set(credential, { denials, until: now() + ms });
      const [oldest] = known.keys();
      if (known.size > MAX_CREDENTIALS && oldest !== undefined) known.delete(oldest);
      return denials;
    },
  };
}
