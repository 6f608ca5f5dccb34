/** Of how many credentials it is remembered. */
const MAX_CREDENTIALS = 1_000;

/** What each role was found to lack, so that no request fails twice for the same field. */
export interface DenialMemory {
  /** What the role behind a credential is known to lack; more can be added to it. */
  of(credential: string): Set<string>;
}

/** How long what a role lacks is remembered by default, in milliseconds: so long a right that was granted goes unnoticed. */
const DEFAULT_MS = 60_000;

/**
 * @param ms how long it is remembered; 0: for the request that finds it
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
