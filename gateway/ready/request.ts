import type { ClientAbort } from '../../subgraphs/client-abort.ts';
import { isJsonObject } from '../../subgraphs/json.ts';
import { documentHash, type HashParameters } from '../documents/persisted-documents.ts';
import type { Admitted } from '../limits/admit.ts';

/** A request over HTTP, of which nothing is decided but who sends it. */
export interface Incoming {
  readonly method: string;
  readonly headers: Pick<Headers, 'get' | 'has'>;
  /** Its sender: decided and counted before its body is read. */
  readonly admission: Promise<Admitted>;
  readonly body: string;
  /** Aborts when the client leaves. */
  readonly signal: ClientAbort;
}

/** What is answered. */
export interface Outgoing {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer>;
}

/** What a client asks for, as GraphQL over HTTP names it. */
export interface Asked {
  readonly query: string | undefined;
  readonly hash: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | undefined;
}

/** What asks for more than data, or from a page of another origin, is answered by the whole pipeline. */
const UNCOMMON_HEADERS = ['origin', 'x-chronos-cost', 'x-chronos-explain', 'content-encoding'];

/** Whether a request is of the common kind: a POST of JSON that wants data and nothing else. */
export function isCommon({ method, headers }: Pick<Incoming, 'method' | 'headers'>): boolean {
  return (
    method === 'POST' &&
    /^application\/json(; ?charset=utf-8)?$/i.test(headers.get('content-type') ?? '') &&
    !UNCOMMON_HEADERS.some((name) => headers.has(name))
  );
}

/** @returns undefined for what is not a plain request: the whole pipeline says what is wrong with it */
export function askedBy(body: string): Asked | undefined {
  const parameters = parsed(body);
  if (!isJsonObject(parameters)) return undefined;
  const { query, variables, operationName } = parameters;
  const isPlain =
    (query == null || typeof query === 'string') &&
    (variables == null || isJsonObject(variables)) &&
    (operationName == null || typeof operationName === 'string') &&
    Object.keys(parameters).every((name) => PARAMETERS.includes(name));
  if (!isPlain) return undefined;
  return {
    query: typeof query === 'string' ? query : undefined,
    hash: documentHash(parameters as HashParameters),
    variables: isJsonObject(variables) ? variables : {},
    operationName: typeof operationName === 'string' ? operationName : undefined,
  };
}

const PARAMETERS = ['query', 'variables', 'operationName', 'documentId'];

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
