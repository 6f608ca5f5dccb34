import { badInput } from './bounds.ts';
import type { AnalyticsContext } from './builder.ts';

/**
 * Counts what the fields of a client request ask for, all together, before it is fetched.
 * @param remedy what to ask for instead: "fewer series"
 * @returns throws BAD_USER_INPUT naming the bound, where a request has asked for more
 */
export function spending(name: string, most: number, remedy: string) {
  const spent = new WeakMap<object, number>();
  return ({ scope }: AnalyticsContext, amount: number): void => {
    const total = (spent.get(scope) ?? 0) + amount;
    if (total > most) throw badInput(`${name}: at most ${most} over a whole request, not ${total}. Ask for ${remedy}.`);
    spent.set(scope, total);
  };
}
