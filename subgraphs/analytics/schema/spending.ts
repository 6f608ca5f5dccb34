import { badInput } from './bounds.ts';
import type { AnalyticsContext } from './builder.ts';
import { perRequest } from './per-request.ts';

/**
 * Creates a counter of the cost of all fields of a client request, before they are fetched.
 * @param remedy what to request instead: "fewer series"
 * @returns a function that throws BAD_USER_INPUT, naming the bound, if a request exceeds it
 */
export function spending(name: string, most: number, remedy: string) {
  const spentBy = perRequest(() => ({ amount: 0 }));
  return ({ scope }: AnalyticsContext, amount: number): void => {
    const spent = spentBy(scope);
    const total = spent.amount + amount;
    if (total > most) throw badInput(`${name}: at most ${most} over a whole request, not ${total}. Ask for ${remedy}.`);
    spent.amount = total;
  };
}
