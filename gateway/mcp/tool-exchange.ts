import type { FormattedExecutionResult } from 'graphql';
import { formatResult } from '../errors.ts';
import { type AnswerExchange, Exchange } from '../pipeline/index.ts';

/** One operation of a tool. */
export interface ToolOperation {
  readonly document: string;
  /** Whether the caller wrote the document: it is refused to audiences that may send only trusted documents. */
  readonly isOwn?: boolean;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** The parts of a tool's request that its operations need. */
export interface ToolCaller {
  readonly headers: Headers;
  readonly remoteAddress: string | undefined;
  readonly signal: AbortSignal;
}

/** Answers an operation of a tool. Never rejects: errors are in the result. */
export type ExecuteOperation = (operation: ToolOperation) => Promise<FormattedExecutionResult>;

/**
 * Answers the operations of one caller by the pipeline, each as a request of that caller.
 * @param trust trusts a document, and returns its hash
 */
export function executeAs(
  caller: ToolCaller,
  answer: AnswerExchange,
  trust: (document: string) => string,
): ExecuteOperation {
  const headers = new Headers(caller.headers);
  // Accepts a single result, so that a subscription is refused.
  headers.set('accept', 'application/json');
  // GET: the pipeline then refuses mutations, and requests that another site could forge.
  const request = { ...caller, protocol: 'http', method: 'GET', headers } as const;
  return async ({ document, isOwn = false, variables = {} }) => {
    const source = isOwn ? { query: document, hash: undefined } : { query: undefined, hash: trust(document) };
    const parameters = { ...source, variables, operationName: undefined };
    const { result, json } = await answer(new Exchange({ ...request, read: () => parameters }));
    return json === undefined ? formatResult(result ?? {}) : JSON.parse(json.toString());
  };
}
