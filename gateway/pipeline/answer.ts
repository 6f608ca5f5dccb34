import { GraphQLError, OperationTypeNode } from 'graphql';
import type { FindDocument } from '../documents/persisted-documents.ts';
import { failedResult, type MaskError, requestError } from '../errors.ts';
import type { Audience } from '../graph/audiences.ts';
import type { Generations } from '../graph/generations.ts';
import type { Graph } from '../graph/graph.ts';
import { checkForgery } from '../http/csrf.ts';
import type { Identify } from '../identity/index.ts';
import type { Admit } from '../limits/admit.ts';
import type { Bounds } from '../limits/bounds.ts';
import { checkCost } from '../limits/cost.ts';
import { readingCost } from '../limits/cost-weights.ts';
import { variablesRefusal } from '../limits/document-bounds.ts';
import type { Rates } from '../limits/rates.ts';
import type { Observer } from '../observe/observer.ts';
import { codesOf, hasAnyData, type RequestRecord } from '../observe/record.ts';
import type { AnswerExchange, Exchange, ExchangeRequest, Outcome } from './exchange.ts';
import { headersOf, statusOf } from './head.ts';
import type { Negotiate } from './negotiate.ts';
import type { Operations } from './operations.ts';
import type { ExecuteByParts } from './parts.ts';
import type { Subscribe } from './subscribe.ts';

export interface CreateAnswerOptions {
  readonly generations: Pick<Generations, 'current'>;
  readonly admit: Admit;
  readonly identify: Identify;
  readonly findDocument: FindDocument;
  readonly negotiate: Negotiate;
  readonly operations: Operations;
  readonly bounds: Readonly<Record<Audience, Bounds>>;
  readonly rates: Pick<Rates, 'cost'>;
  readonly execute: ExecuteByParts;
  readonly subscribe: Subscribe;
  readonly observer: Observer;
  readonly maskError: MaskError;
}

/** Answers operations. `steps` is the life of a request, in order; each step longer than a line has its own file. */
export function createAnswer(options: CreateAnswerOptions): AnswerExchange {
  const { generations, negotiate, findDocument, operations, bounds, rates } = options;
  const { execute, subscribe, observer, maskError } = options;

  async function steps(exchange: Exchange, graph: Graph, record: RequestRecord): Promise<Outcome> {
    const { request } = exchange;
    negotiate.result(exchange);
    if (request.protocol === 'http') checkForgery(request);

    const sender = await identified(request, options);
    const { identity, caller } = sender;
    const { audience } = identity;
    exchange.identity = identity;
    record.identity = identity;
    if ('allowance' in sender) exchange.spend(sender);

    const pay = async (points: number) => exchange.spend(await rates.cost(identity, caller, points));
    const reading = request.event ? 0 : readingCost(request.headers);
    if (reading > 0) await pay(reading);
    const sent = await request.read();
    const { variables, operationName } = sent;
    const tooLarge = variablesRefusal(variables, bounds[audience]);
    if (tooLarge) throw tooLarge;
    const { query: text, isTrusted } = findDocument(sent, audience);
    exchange.isTrusted = isTrusted;

    const schema = graph.seenBy(audience, identity.scopes);
    const scope = { schema, audience, planOf: graph.planOf };
    const known = operations.known(scope, text, operationName);
    const operation = known ?? (await operations.read(scope, text, operationName, request.event ? free : pay));
    record.operation = operation.facts;
    if (request.method !== 'POST' && operation.node.operation === OperationTypeNode.MUTATION) throw unsafeOnly();
    if (operation.refusal) throw request.event ? outdated() : operation.refusal;
    const isStream = operation.node.operation === OperationTypeNode.SUBSCRIPTION && !request.event;
    if (isStream) negotiate.stream(exchange);

    const bound = operation.withVariables(variables);
    record.cost = bound.cost;
    checkCost({ requested: bound.cost, limit: bounds[audience].cost });
    await pay(bound.cost);

    const executable = { exchange, record, schema, identity, caller, operation, bound, variables };
    if (!isStream) return execute(executable);
    const parameters = { ...sent, query: isTrusted ? undefined : text };
    return { stream: await subscribe({ ...executable, parameters, answer, most: bounds[audience].subscriptions }) };
  }

  const answer: AnswerExchange = async (exchange) => {
    const record = observer.begin(exchange.request.headers);
    const failed = (error: unknown): Outcome => ({ result: failedResult(error, maskError) });
    const outcome = await steps(exchange, generations.current.graph, record).catch(failed);
    const { result, json, ended } = outcome;
    const status = statusOf(result?.errors, exchange);
    const end = (all = result): void => {
      observer.end(record, {
        status,
        codes: codesOf(all?.errors),
        hasData: json !== undefined || hasAnyData(all?.data),
      });
    };
    if (ended) void ended.then(end);
    else end();
    return { ...outcome, status, headers: headersOf(exchange, record, result?.errors) };
  };
  return answer;
}

/** Identifies the sender, and counts the request. An event's request was counted when its subscription began. */
async function identified(
  { headers, remoteAddress, event }: ExchangeRequest,
  { admit, identify }: CreateAnswerOptions,
) {
  return event ? { identity: await identify(headers), caller: event.caller } : admit(headers, remoteAddress);
}

/** An event is not charged for reading its operation again, after a change of the graph. */
const free = async (): Promise<void> => {};

/** Returns the error for a subscription that is no longer valid by the current schema. */
function outdated(): GraphQLError {
  const message = 'The graph has changed, and this subscription is no longer valid: correct it by the new schema.';
  return new GraphQLError(message, { extensions: { code: 'SUBSCRIPTION_OUTDATED' } });
}

/** Returns the error for a mutation by GET or QUERY, which are safe methods. */
function unsafeOnly(): GraphQLError {
  const http = { status: 405, headers: { Allow: 'POST' } };
  return requestError(http, 'BAD_REQUEST', 'Can only perform a mutation operation from a POST request.');
}
