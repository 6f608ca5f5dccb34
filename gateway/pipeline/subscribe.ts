import type { Changes } from '../changes/index.ts';
import { upstreamContextOf } from '../identity/caller.ts';
import { openEvents } from '../plan/index.ts';
import type { AnswerStream } from '../subscriptions/running.ts';
import type { Subscriptions } from '../subscriptions/subscriptions.ts';
import type { Executable } from './execute.ts';

export interface CreateSubscribeOptions {
  readonly subscriptions: Subscriptions;
  readonly changes: Changes;
  /** Timeout of upstreams to begin a stream, in milliseconds. */
  readonly requestTimeoutMs: number;
}

/** A subscription, and its sender's maximum number of subscriptions. */
export interface Subscribable extends Executable {
  readonly text: string;
  readonly most: number;
}

export type Subscribe = (subscribable: Subscribable) => Promise<AnswerStream>;

/** Begins subscriptions. Each event is answered as a separate request, at the cost of the operation. */
export function createSubscribe({ subscriptions, changes, requestTimeoutMs }: CreateSubscribeOptions): Subscribe {
  return async (subscribable) => {
    const { exchange, identity, caller, operation, bound, variables, text, most } = subscribable;
    const { plan, coerced } = bound;
    const operationName = operation.node.name?.value;
    const asked = { headers: exchange.headers, caller, text, operationName, variables, cost: bound.cost };
    const stream = await subscriptions.begin(asked, {
      most,
      open() {
        const context = upstreamContextOf(identity, caller, exchange.signal, requestTimeoutMs);
        return openEvents(plan, { variables, coerced, context, changes });
      },
      connection: exchange,
    });
    endWith(exchange, stream);
    exchange.lasts();
    return stream;
  };
}

/** Ends a stream when its client leaves, or has left before it was opened. */
function endWith({ signal }: Subscribable['exchange'], stream: AnswerStream): void {
  signal.addEventListener('abort', () => void stream.return(), { once: true });
  if (signal.aborted) void stream.return();
}
