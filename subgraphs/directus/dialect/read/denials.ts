/** Maximum number of remembered credentials. */
const MAX_CREDENTIALS = 1_000;

/** Remembers each role's denials, so that no request fails twice for the same field. */
export interface DenialMemory {
  /** Returns the known denials of a credential's role, as a set to add to. */
  of(credential: string): Set<string>;
}

/** Default lifetime of denials, in milliseconds: a newly granted permission takes effect after this time. */
const DEFAULT_MS = 60_000;

/**
 * @param ms lifetime of a denial; 0: for one request
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
