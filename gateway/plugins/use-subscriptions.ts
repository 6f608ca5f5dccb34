import { GraphQLError, getOperationAST, getVariableValues } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Audience } from '../graph/audiences.ts';
import type { GraphContext } from '../graph/context.ts';
import { plainDocument } from '../graph/plain-document.ts';
import { breakerOf, type Lasting, markLasting } from '../http/lasting.ts';
import type { Bounds } from '../limits/bounds.ts';
import { costOf } from '../limits/cost.ts';
import { costRefusal } from '../limits/cost-bounds.ts';
import type { Rates } from '../limits/rates.ts';
import { openEvents } from '../plan/index.ts';
import { eventStream } from '../subscriptions/event-stream.ts';
import type { AnswerStream } from '../subscriptions/running.ts';
import type { Subscriptions } from '../subscriptions/subscriptions.ts';
import { graphOf } from './use-generation.ts';
import { identityOf } from './use-identity.ts';
import { recordOf } from './use-observation.ts';
import { callerOfRequest, spend } from './use-rate-limits.ts';

export interface SubscriptionsPluginOptions {
  readonly subscriptions: Subscriptions;
  readonly bounds: Readonly<Record<Audience, Bounds>>;
  readonly rates: Pick<Rates, 'cost'>;
}

/** Answers subscriptions by streams of events. What they may ask is decided as for queries, and their cost is each event's. */
export function useSubscriptions({
  subscriptions,
  bounds,
  rates,
}: SubscriptionsPluginOptions): Plugin<object, Lasting> {
  const streams = new WeakMap<Request, AnswerStream>();
  return {
    async onSubscribe({ args, setResultAndStopExecution }) {
      const context = args.contextValue as unknown as Lasting & { readonly request: Request };
      const { request } = context;
      if (!acceptsEvents(request.headers)) throw notAcceptable();
      const { schema, document, contextValue, operationName } = args;
      const variables = args.variableValues ?? {};
      const identity = identityOf(request);
      const own = bounds[identity.audience];
      const cost = costOf(args) ?? 0;
      const refusal = costRefusal({ requested: cost, limit: own.cost });
      if (refusal) throw refusal;
      const record = recordOf(request);
      if (record) record.cost = cost;
      spend(request, await rates.cost(identity, callerOfRequest(request), cost));
      const asked = {
        headers: request.headers,
        caller: callerOfRequest(request),
        document,
        operationName: operationName ?? undefined,
        variables,
        cost,
      };
      const open = async () => {
        const operation = getOperationAST(document, operationName);
        const { coerced, errors } = getVariableValues(schema, operation?.variableDefinitions ?? [], variables);
        if (!operation || !coerced) throw errors?.[0] ?? new Error('A subscription that cannot be begun says why.');
        const plan = graphOf(request).plans.of(schema, plainDocument(schema, document, operation, coerced));
        const { upstream, changes } = contextValue as unknown as GraphContext;
        return openEvents(plan, { variables, coerced, context: upstream, changes });
      };
      const opening = { most: own.subscriptions, open, breakOff: breakerOf(context) };
      const stream = await subscriptions.begin(asked, opening);
      streams.set(request, stream);
      leaveWith(request.signal, stream);
      setResultAndStopExecution(stream);
    },
    onResultProcess({ request, setResultProcessor, serverContext }) {
      const stream = streams.get(request);
      if (!stream) return;
      markLasting(serverContext);
      const { pingMs } = subscriptions.bounds;
      setResultProcessor((_result, fetchAPI) => eventStream(stream, pingMs, fetchAPI), 'text/event-stream');
    },
  };
}

/** Who leaves before there is an answer never reads it. */
function leaveWith(signal: AbortSignal, stream: AnswerStream): void {
  signal.addEventListener('abort', () => void stream.return(), { once: true });
  if (signal.aborted) void stream.return();
}

function acceptsEvents(headers: Headers): boolean {
  return /text\/event-stream|text\/\*|\*\/\*/.test(headers.get('accept') ?? '*/*');
}

function notAcceptable(): GraphQLError {
  const message =
    'A subscription is answered by server-sent events: send "Accept: text/event-stream", or use a WebSocket.';
  return new GraphQLError(message, { extensions: { code: 'NOT_ACCEPTABLE', http: { status: 406 } } });
}
