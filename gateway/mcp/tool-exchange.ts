import type { FormattedExecutionResult } from 'graphql';
import { formatResult } from '../errors.ts';
import { type AnswerExchange, Exchange, type Parameters } from '../pipeline/index.ts';

/** One operation of a tool. */
export interface ToolOperation {
  readonly document: string;
  /** Whether the caller wrote the document: an audience that may send trusted documents alone is refused it. */
  readonly isOwn?: boolean;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** The request that calls a tool, as far as its operations need it. */
export interface ToolCaller {
  readonly headers: Headers;
  readonly remoteAddress: string | undefined;
  readonly signal: AbortSignal;
}

/** Answers an operation of a tool. Never rejects: an error is an answer. */
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
  /** The method that reads: the pipeline refuses mutations by it, and requests that any site could forge. */
  readonly method = 'GET';
  readonly headers: Headers;
  readonly remoteAddress: string | undefined;
  readonly signal: AbortSignal;
  readonly #parameters: Parameters;

  constructor({ headers, remoteAddress, signal }: ToolCaller, parameters: Parameters) {
    super();
    this.headers = new Headers(headers);
    // One result: a subscription is refused.
    this.headers.set('accept', 'application/json');
    this.remoteAddress = remoteAddress;
    this.signal = signal;
    this.#parameters = parameters;
  }

  read(): Parameters {
    return this.#parameters;
  }

  /** A result does not last. */
  lasts(): void {}

  /** The request that calls the tool is answered whole, or not at all. */
  breakOff(): void {}
}
