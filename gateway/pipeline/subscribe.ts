import type { Changes } from '../changes/index.ts';
import { upstreamContextOf } from '../identity/caller.ts';
import { openEvents } from '../plan/index.ts';
import type { AnswerEvent, AnswerStream } from '../subscriptions/running.ts';
import type { Subscriptions } from '../subscriptions/subscriptions.ts';
import { type AnswerExchange, Exchange, type ExchangeRequest, type Parameters } from './exchange.ts';
import type { Executable } from './execute.ts';

export interface CreateSubscribeOptions {
  readonly subscriptions: Subscriptions;
  readonly changes: Changes;
  /** Timeout of upstreams to begin a stream, in milliseconds. */
  readonly requestTimeoutMs: number;
}

export interface Subscribable extends Executable {
  /** Its parameters, with the text of a document that is not trusted. */
  readonly parameters: Parameters;
  /** Answers its events. */
  readonly answer: AnswerExchange;
  /** Maximum number of subscriptions of its sender. */
  readonly most: number;
}

export type Subscribe = (subscribable: Subscribable) => Promise<AnswerStream>;

/** Begins subscriptions. */
export function createSubscribe({ subscriptions, changes, requestTimeoutMs }: CreateSubscribeOptions): Subscribe {
  return async (subscribable) => {
    const { exchange, identity, caller, bound, variables, parameters, answer, most } = subscribable;
    const { request } = exchange;
    const { plan, coerced } = bound;
    const stream = await subscriptions.begin({
      ...{ caller, most, request },
      open() {
        const context = upstreamContextOf(identity, caller, request.signal, requestTimeoutMs);
        return openEvents(plan, { variables, coerced, context, changes });
      },
      answer: answerEvents(request, caller, parameters, answer),
    });
    endWith(request, stream);
    request.lasts?.();
    return stream;
  };
}

/**
 * Answers the events of one subscription, each as a separate request: by the current graph, for the current identity of
 * the caller, at the cost of the operation. So no generation of the graph stays in memory between events.
 */
function answerEvents(
  { headers }: ExchangeRequest,
  caller: string,
  parameters: Parameters,
  answer: AnswerExchange,
): AnswerEvent {
  const subscription = { protocol: 'socket', method: 'POST', headers, remoteAddress: undefined } as const;
  return async (happened, signal) => {
    const event = { happened, caller };
    const { result = {} } = await answer(new Exchange({ ...subscription, signal, event, read: () => parameters }));
    return result;
  };
}

/** Ends a stream when its client leaves, or has left before it was opened. */
function endWith({ signal }: ExchangeRequest, stream: AnswerStream): void {
  signal.addEventListener('abort', () => void stream.return(), { once: true });
  if (signal.aborted) void stream.return();
}
