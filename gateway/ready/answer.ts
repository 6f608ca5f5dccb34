import { GraphQLError, type GraphQLSchema, getVariableValues } from 'graphql';
import type { UpstreamContext } from '../../subgraphs/upstream.ts';
import type { Answers, Served } from '../cache/index.ts';
import { noteServed } from '../cache/note.ts';
import type { FindDocument } from '../documents/persisted-documents.ts';
import type { Audience } from '../graph/audiences.ts';
import type { Generations } from '../graph/generations.ts';
import type { Graph } from '../graph/graph.ts';
import { csrfRefusal } from '../http/csrf.ts';
import { serverTiming } from '../http/server-timing.ts';
import { upstreamCallerOf } from '../identity/caller.ts';
import type { Admitted } from '../limits/admit.ts';
import type { Allowance } from '../limits/allowance.ts';
import type { Bounds } from '../limits/bounds.ts';
import { variablesCost } from '../limits/cost.ts';
import { costRefusal } from '../limits/cost-bounds.ts';
import { variablesRefusal } from '../limits/document-bounds.ts';
import { type Rates, rateLimitHeaders, type Spending } from '../limits/rates.ts';
import type { Observer } from '../observe/observer.ts';
import { codesOf, hasAnyData, type RequestRecord } from '../observe/record.ts';
import { runPlan } from '../plan/execute.ts';
import type { Negotiated } from './negotiated.ts';
import type { ReadyOperation, ReadyOperations } from './operations.ts';
import type { Prepared } from './prepare.ts';
import { type Asked, askedBy, type Incoming, type Outgoing } from './request.ts';
import { respond } from './respond.ts';

/** What decides here is what decides in the pipeline, too: the very same functions. */
export interface ReadyOptions {
  readonly generations: Pick<Generations, 'lease'>;
  readonly operations: ReadyOperations;
  readonly negotiated: Negotiated;
  readonly findDocument: FindDocument;
  readonly rates: Pick<Rates, 'cost'>;
  readonly bounds: Readonly<Record<Audience, Bounds>>;
  readonly observer: Observer;
  readonly requestTimeoutMs: number;
  readonly maskError: (error: unknown) => Error;
  /** Whether what a plan led to the last time is asked for before it is needed. */
  readonly speculation: boolean;
  /** Undefined: none are kept. */
  readonly answers: Answers | undefined;
}

/** A request of which everything is known that has to be known before it is answered. */
interface Ready {
  readonly asked: Asked;
  readonly admitted: Admitted;
  readonly schema: GraphQLSchema;
  readonly operation: ReadyOperation;
  readonly prepared: Prepared;
  readonly coerced: Readonly<Record<string, unknown>>;
  readonly contentType: string;
}

/** A request on its way to its answer. */
interface Answering {
  readonly incoming: Incoming;
  readonly ready: Ready;
  readonly record: RequestRecord;
  /** The allowances of its caller that it has used of so far. */
  readonly spent: Allowance[];
}

/**
 * Answers operations that have a plan, ahead of the pipeline: what was parsed, validated and compiled once is not again. It
 * takes requests of the common kind: see `isCommon`.
 * @returns undefined for what is not ready, with nothing sent: the pipeline answers it, and makes it ready
 */
export function createReadyAnswer(options: ReadyOptions): (incoming: Incoming) => Promise<Outgoing | undefined> {
  const { generations, rates, observer, requestTimeoutMs, bounds, maskError, speculation, answers } = options;

  async function execute({ incoming, ready, record, spent }: Answering, graph: Graph): Promise<Served> {
    const { admitted, schema, prepared, asked, coerced, operation } = ready;
    const { identity, caller } = admitted;
    const { document, plan } = prepared;
    const cost = prepared.cost + variablesCost(coerced);
    const refusal = costRefusal({ requested: cost, limit: bounds[identity.audience].cost });
    if (refusal) throw refusal;
    spend(spent, await rates.cost(identity, caller, cost));
    const context = {
      caller: upstreamCallerOf(identity, caller),
      signal: incoming.signal,
      deadline: performance.now() + requestTimeoutMs,
    };
    observer.attach(record, context);
    record.cost = cost;
    record.operation = operation.facts;
    record.execution = AHEAD;
    const foresight = speculation ? graph.foresight : undefined;
    const onForeseen = (isRight: boolean): void => {
      record.speculation[isRight ? 'hits' : 'misses'] += 1;
    };
    const run = (of: UpstreamContext) =>
      runPlan(plan, { variables: asked.variables, coerced, context: of, foresight, onForeseen });
    const hash = operation.facts?.hash;
    const served: Served =
      answers && hash !== undefined
        ? await answers.answer({ asker: identity, schema, document, hash, coerced }, context, run)
        : { result: await run(context), from: undefined };
    noteServed(record, served);
    const { result } = served;
    if (!result.errors) return served;
    return { from: undefined, result: { ...result, errors: result.errors.map((error) => masked(error, maskError)) } };
  }

  async function answer(incoming: Incoming, graph: Graph): Promise<Outgoing | undefined> {
    const ready = await readyFor(options, incoming, graph);
    if (!ready) return undefined;
    const record = observer.begin(incoming.headers);
    record.identity = ready.admitted.identity;
    const spent = [ready.admitted.allowance];
    const { result, text } = await execute({ incoming, ready, record, spent }, graph).catch(
      (error: unknown): Served => ({ result: { errors: [masked(error, maskError)] }, from: undefined }),
    );
    const outgoing = await respond({
      result,
      text,
      contentType: ready.contentType,
      headers: {
        ...rateLimitHeaders(spent),
        'x-request-id': record.id,
        ...(record.execution && { 'server-timing': serverTiming(ready.prepared.plan.waves) }),
      },
      acceptEncoding: incoming.headers.get('accept-encoding'),
    });
    // What is kept is whole.
    const hasData = text !== undefined || hasAnyData(result.data);
    observer.end(record, { status: outgoing.status, codes: codesOf(result.errors), hasData });
    return outgoing;
  }

  return async (incoming) => {
    const { generation, release } = generations.lease();
    try {
      return await answer(incoming, generation.graph);
    } finally {
      release();
    }
  };
}

/** How it is executed. */
const AHEAD = { by: 'plan', ahead: true } as const;

function spend(spent: Allowance[], { allowance, refusal }: Spending): void {
  spent.push(allowance);
  if (refusal) throw refusal;
}

function masked(error: unknown, maskError: ReadyOptions['maskError']): GraphQLError {
  const told = maskError(error);
  return told instanceof GraphQLError ? told : new GraphQLError(told.message);
}

/** Decides whether a request is answered here. Whatever would be refused is not: the pipeline says so. */
async function readyFor(options: ReadyOptions, incoming: Incoming, graph: Graph): Promise<Ready | undefined> {
  const { operations, negotiated, findDocument, bounds } = options;
  const contentType = negotiated.find(incoming.headers.get('accept'));
  if (contentType === undefined || csrfRefusal(incoming)) return undefined;
  const admitted = await incoming.admission.catch(ignore);
  if (!admitted || admitted.refusal) return undefined;
  const asked = askedBy(incoming.body);
  if (!asked) return undefined;
  const { identity } = admitted;
  if (variablesRefusal(asked.variables, bounds[identity.audience])) return undefined;
  const { query } = withRefusal(findDocument(asked, identity.audience));
  if (query === undefined) return undefined;
  const schema = graph.seenBy(identity.audience, identity.scopes);
  const operation = operations.find(schema, query, asked.operationName);
  if (!operation) return undefined;
  const { coerced } = getVariableValues(schema, operation.operation.variableDefinitions ?? [], asked.variables);
  const prepared = coerced && operation.prepare(coerced);
  if (!prepared) return undefined;
  return { asked, admitted, schema, operation, prepared, coerced, contentType };
}

/** Why a credential is refused is said by the pipeline. */
function ignore(): undefined {
  return undefined;
}

function withRefusal(found: ReturnType<FindDocument>): { readonly query?: string } {
  return found.refusal ? {} : found;
}
