import { UPSTREAMS, type UpstreamName } from '../upstreams/messages.ts';

/** What the gateway's errors call each. */
export const NAMES = { cms: 'directus', crm: 'twenty', analytics: 'analytics' } as const satisfies Record<
  UpstreamName,
  string
>;

/**
 * How long after an upstream is back an answer may still be without it, in milliseconds: the circuit breaker asks it again two
 * seconds after the last failure, and a busy machine is late.
 */
const GRACE_MS = 5_000;

/** When upstreams were away, by `performance.now()`. */
export interface Outages {
  begins(upstream: UpstreamName): void;
  ends(upstream: UpstreamName): void;
  /** Those that a request may have missed, by what errors call them, that was sent and answered then. */
  missedBetween(sent: number, answered: number): ReadonlySet<string>;
}

export function createOutages(now: () => number = () => performance.now()): Outages {
  const last = new Map<UpstreamName, { readonly from: number; to: number }>();
  return {
    begins: (upstream) => void last.set(upstream, { from: now(), to: Number.POSITIVE_INFINITY }),
    ends(upstream) {
      const outage = last.get(upstream);
      if (outage) outage.to = now() + GRACE_MS;
    },
    missedBetween(sent, answered) {
      const missed = UPSTREAMS.filter((upstream) => {
        const outage = last.get(upstream);
        return outage !== undefined && sent <= outage.to && answered >= outage.from;
      });
      return new Set(missed.map((upstream) => NAMES[upstream]));
    },
  };
}
