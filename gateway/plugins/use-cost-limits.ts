import { GraphQLError } from 'graphql';
import { isAsyncIterable, type Plugin } from 'graphql-yoga';
import type { Audience } from '../graph/audiences.ts';
import { createAllowances } from '../limits/allowance.ts';
import type { Bounds } from '../limits/bounds.ts';
import { costOf } from '../limits/cost.ts';
import { identityOf } from './use-identity.ts';
import { callerOf, spend } from './use-rate-limits.ts';

const DAY = 24 * 60 * 60;

/**
 * Computes what an operation costs before anything is asked for it. Refuses what costs more than its audience's bound, or
 * more than what its caller has left for the day. `x-chronos-cost: 1` asks for the cost in the answer's extensions.
 */
export function useCostLimits(bounds: Readonly<Record<Audience, Bounds>>): Plugin {
  const take = createAllowances('cost', DAY);
  return {
    async onExecute({ args }) {
      const { request } = args.contextValue as { readonly request: Request };
      const { audience, limits } = identityOf(request);
      const cost = costOf(args);
      if (cost === undefined) return undefined;
      const limit = bounds[audience].cost;
      if (cost > limit) throw tooExpensive(cost, limit);
      const perDay = limits?.costPerDay ?? bounds[audience].costPerDay;
      spend(request, await take(callerOf(request), cost, perDay), `This costs ${cost} points, of ${perDay} a day`);
      if (request.headers.get('x-chronos-cost') !== '1') return undefined;
      return {
        onExecuteDone({ result, setResult }) {
          if (isAsyncIterable(result)) return;
          setResult({ ...result, extensions: { ...result.extensions, cost: { requested: cost, limit } } });
        },
      };
    },
  };
}

function tooExpensive(cost: number, limit: number): GraphQLError {
  const message = `This could have ${cost} points of cost; ${limit} is the most. Ask for shorter lists (first, limit), or for fewer fields in them.`;
  return new GraphQLError(message, {
    extensions: { code: 'COST_LIMIT_EXCEEDED', cost: { requested: cost, limit }, http: { status: 400 } },
  });
}
