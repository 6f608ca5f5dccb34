import type { Audience } from '../graph/audiences.ts';
import type { Bounds } from '../limits/bounds.ts';
import { explain, explains } from '../observe/explain.ts';
import type { Outcome } from './exchange.ts';
import type { Executable } from './execute.ts';

/** The result of an executed operation. */
export type Executed = Extract<Outcome, { readonly result: unknown }>;

/** Adds extensions to a result. */
export type Extend = (of: Executable, executed: Executed) => Executed;

/** Adds the extensions that clients request by headers: `extensions.cost` and `extensions.explain`. */
export function createExtend(bounds: Readonly<Record<Audience, Bounds>>, explainToEveryone: boolean): Extend {
  return ({ exchange, record, identity }, executed) => {
    const { headers } = exchange.request;
    const isCostly = headers.get('x-chronos-cost') === '1';
    const isExplained = explains(headers, identity, explainToEveryone);
    if (!isCostly && !isExplained) return executed;
    const { result } = executed;
    const cost = { requested: record.cost, limit: bounds[identity.audience].cost };
    const extensions = { ...(isCostly && { cost }), ...(isExplained && { explain: explain(record) }) };
    return { result: { ...result, extensions: { ...result.extensions, ...extensions } } };
  };
}
