import type { SubscriptionBounds } from '../subscriptions/bounds.ts';
import { createSubscriptions, type SubscriptionsOptions } from '../subscriptions/subscriptions.ts';
import { type CreateAnswerOptions, createAnswer } from './answer.ts';
import { createExecute, type ExecuteOptions } from './execute.ts';
import { createExtend } from './extend.ts';
import { createNegotiate } from './negotiate.ts';
import { createOperations, type OperationsOptions } from './operations.ts';
import { createExecuteByParts } from './parts.ts';
import { type CreateSubscribeOptions, createSubscribe } from './subscribe.ts';

export { type Audit, type AuditRecord, auditToStdout } from './audit.ts';
export {
  type Answer,
  type AnswerExchange,
  Exchange,
  type ExchangeRequest,
  type Outcome,
  type Parameters,
} from './exchange.ts';

export type PipelineOptions = Omit<CreateAnswerOptions, 'operations' | 'execute' | 'negotiate' | 'subscribe'> &
  Omit<SubscriptionsOptions, 'bounds'> &
  Omit<CreateSubscribeOptions, 'subscriptions'> &
  OperationsOptions &
  ExecuteOptions & {
    readonly subscriptionBounds?: SubscriptionBounds;
    /** Whether everyone may request `extensions.explain`, as in the sandbox; else only staff. */
    readonly explainToEveryone: boolean;
  };

/** Answers operations of any protocol. */
export function createPipeline(options: PipelineOptions) {
  const operations = createOperations(options);
  const negotiate = createNegotiate();
  const extend = createExtend(options.bounds, options.explainToEveryone);
  const subscriptions = createSubscriptions({ ...options, bounds: options.subscriptionBounds });
  const execute = createExecuteByParts({ ...options, negotiate, extend, execute: createExecute(options) });
  const subscribe = createSubscribe({ ...options, subscriptions });
  return { answer: createAnswer({ ...options, negotiate, operations, execute, subscribe }), subscriptions };
}
