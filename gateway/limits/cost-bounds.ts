import { requestError } from '../errors.ts';

/** The cost of an operation, and the maximum cost of one operation: `extensions.cost`. */
export interface Cost {
  readonly requested: number;
  readonly limit: number;
}

/** @throws GraphQLError COST_LIMIT_EXCEEDED, HTTP 400, where an operation costs more than the maximum */
export function checkCost(cost: Cost): void {
  if (cost.requested <= cost.limit) return;
  const message = `This could have ${cost.requested} points of cost; ${cost.limit} is the most. Ask for shorter lists (first, limit), or for fewer fields in them.`;
  throw requestError(400, 'COST_LIMIT_EXCEEDED', message, { cost });
}
