import { isAsyncIterable, type Plugin } from 'graphql-yoga';
import type { Audience } from '../graph/audiences.ts';
import type { Bounds } from '../limits/bounds.ts';
import { costOf } from '../limits/cost.ts';
import { costRefusal, wantsCost } from '../limits/cost-bounds.ts';
import type { Rates } from '../limits/rates.ts';
import { identityOf } from './use-identity.ts';
import { recordOf } from './use-observation.ts';
import { callerOfRequest, spend } from './use-rate-limits.ts';

/**
 * Computes what an operation costs before anything is asked for it. Refuses what costs more than its audience's bound, or
 * more than what its caller has left. `x-chronos-cost: 1` requests the cost in the answer's extensions.
 */
export function useCostLimits(bounds: Readonly<Record<Audience, Bounds>>, rates: Rates): Plugin {
  return {
    async onExecute({ args }) {
      const { request } = args.contextValue as { readonly request: Request };
      const identity = identityOf(request);
      const requested = costOf(args);
      if (requested === undefined) return undefined;
      const record = recordOf(request);
      if (record) record.cost = requested;
      const cost = { requested, limit: bounds[identity.audience].cost };
      const refusal = costRefusal(cost);
      if (refusal) throw refusal;
      spend(request, await rates.cost(identity, callerOfRequest(request), requested));
      if (!wantsCost(request.headers)) return undefined;
      return {
        onExecuteDone({ result, setResult }) {
          if (isAsyncIterable(result)) return;
          setResult({ ...result, extensions: { ...result.extensions, cost } });
        },
      };
    },
  };
}
