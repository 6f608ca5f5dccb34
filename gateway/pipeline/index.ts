import type { SubscriptionBounds } from '../subscriptions/bounds.ts';
import { createSubscriptions, type Subscriptions, type SubscriptionsOptions } from '../subscriptions/subscriptions.ts';
import { type CreateAnswerOptions, createAnswer } from './answer.ts';
import type { AnswerExchange } from './exchange.ts';
import { createExecute, type ExecuteOptions } from './execute.ts';
import { createOperations, type OperationsOptions } from './operations.ts';
import { type CreateSubscribeOptions, createSubscribe } from './subscribe.ts';

export { type Audit, type AuditRecord, auditToStdout } from './audit.ts';
export { type Answer, type AnswerExchange, Exchange, type Outcome, type Parameters } from './exchange.ts';

export type PipelineOptions = Omit<CreateAnswerOptions, 'operations' | 'execute' | 'subscribe'> &
  Omit<SubscriptionsOptions, 'operations' | 'bounds'> &
  Omit<CreateSubscribeOptions, 'subscriptions'> &
  OperationsOptions &
  ExecuteOptions & { readonly subscriptionBounds: SubscriptionBounds | undefined };

/** What answers operations, whatever protocol they come by. */
export interface Pipeline {
  readonly answer: AnswerExchange;
  readonly subscriptions: Subscriptions;
}

export function createPipeline(options: PipelineOptions): Pipeline {
  const operations = createOperations(options);
  const subscriptions = createSubscriptions({ ...options, operations, bounds: options.subscriptionBounds });
  const execute = createExecute(options);
  const subscribe = createSubscribe({ ...options, subscriptions });
  return { answer: createAnswer({ ...options, operations, execute, subscribe }), subscriptions };
}
