import type { FormattedExecutionResult } from 'graphql';
import { formatResult } from '../errors.ts';
import { type AnswerExchange, Exchange, type Parameters } from '../pipeline/index.ts';

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
export type AskGraph = (operation: ToolOperation) => Promise<FormattedExecutionResult>;

/**
 * Answers the operations of one caller by the pipeline, each as a request of that caller.
 * @param trust trusts a document, and returns its hash
 */
export function askAs(caller: ToolCaller, answer: AnswerExchange, trust: (document: string) => string): AskGraph {
  return async ({ document, isOwn = false, variables = {} }) => {
    const asked = isOwn ? { query: document, hash: undefined } : { query: undefined, hash: trust(document) };
    const { result, json } = await answer(new ToolExchange(caller, { ...asked, variables, operationName: undefined }));
    return json === undefined ? formatResult(result ?? {}) : JSON.parse(json.toString());
  };
}

/** An operation of a tool, with the credential of the request that calls the tool. */
class ToolExchange extends Exchange {
  readonly protocol = 'http';
  /** GET: the pipeline then refuses mutations, and requests that another site could forge. */
  readonly method = 'GET';
  readonly headers: Headers;
  readonly remoteAddress: string | undefined;
  readonly signal: AbortSignal;
  readonly #parameters: Parameters;

  constructor({ headers, remoteAddress, signal }: ToolCaller, parameters: Parameters) {
    super();
    this.headers = new Headers(headers);
    // Accepts a single result, so that a subscription is refused.
    this.headers.set('accept', 'application/json');
    this.remoteAddress = remoteAddress;
    this.signal = signal;
    this.#parameters = parameters;
  }

  read(): Parameters {
    return this.#parameters;
  }

  /** Does nothing: a single result does not last. */
  lasts(): void {}

  /** Does nothing: the tool's request is answered completely or not at all. */
  breakOff(): void {}
}
