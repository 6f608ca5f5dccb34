import type { Answers, LookupCache } from '../cache/index.ts';
import type { Changes } from '../changes/index.ts';
import type { Documents, FindDocument } from '../documents/persisted-documents.ts';
import type { MaskError } from '../errors.ts';
import type { Audience } from '../graph/audiences.ts';
import type { Generations } from '../graph/generations.ts';
import type { Identify } from '../identity/index.ts';
import type { Admit } from '../limits/admit.ts';
import type { Bounds } from '../limits/bounds.ts';
import type { Rates } from '../limits/rates.ts';
import type { Observer } from '../observe/observer.ts';
import type { SubscriptionBounds } from '../subscriptions/bounds.ts';
import { createSubscriptions, type Subscriptions } from '../subscriptions/subscriptions.ts';
import { createAnswer } from './answer.ts';
import type { Audit } from './audit.ts';
import type { AnswerExchange } from './exchange.ts';
import { createExecute } from './execute.ts';
import { createOperations } from './operations.ts';
import { createSubscribe } from './subscribe.ts';

export { type Audit, type AuditRecord, auditToStdout } from './audit.ts';
export { type Answer, type AnswerExchange, Exchange, type Outcome, type Parameters } from './exchange.ts';

export interface PipelineOptions {
  readonly generations: Pick<Generations, 'lease'>;
  readonly admit: Admit;
  /** For events of subscriptions: each is answered to who its subscriber is by then. */
  readonly identify: Identify;
  readonly findDocument: FindDocument;
  /** Documents whose names may be labels of metrics. */
  readonly trusted: Documents;
  readonly bounds: Readonly<Record<Audience, Bounds>>;
  readonly rates: Pick<Rates, 'cost'>;
  /** Undefined: no answers are cached. */
  readonly answers: Answers | undefined;
  /** Undefined: nothing that links lead to is cached. */
  readonly lookups: LookupCache | undefined;
  readonly changes: Changes;
  readonly subscriptionBounds: SubscriptionBounds | undefined;
  readonly observer: Observer;
  readonly audit: Audit;
  readonly maskError: MaskError;
  /** How long a request may wait for upstreams in all, in milliseconds. */
  readonly requestTimeoutMs: number;
  readonly prefetches: boolean;
  readonly explainToEveryone: boolean;
}

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
