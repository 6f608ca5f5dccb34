import type { TypedDocumentString } from './generated/graphql.ts';

export * from './generated/graphql.ts';

export interface ClientOptions {
  /** Where the graph answers: `https://graph.example/graphql`. */
  readonly url: string | URL;
  /** A credential, sent as `Authorization: Bearer`. Without one the caller is anonymous. */
  readonly token?: string;
  readonly fetch?: typeof fetch;
}

/** An error of a part of the answer, at its path. */
export interface GraphError {
  readonly message: string;
  readonly path?: ReadonlyArray<string | number>;
  readonly extensions?: { readonly code?: string; readonly [member: string]: unknown };
}

/** An answer: what arrived, and what did not. Both may be there: one upstream that is down costs its own fields alone. */
export interface Answer<Data> {
  readonly data: Data | null;
  readonly errors: readonly GraphError[];
}

/** The graph did not answer as a GraphQL server does: it was not there, or something stood in between. */
export class ClientError extends Error {
  readonly status: number | undefined;

  constructor(message: string, options: { status?: number; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = 'ClientError';
    this.status = options.status;
  }
}

/** The variables of an operation, left out where it needs none. */
type VariablesOf<Variables> =
  Record<never, never> extends Variables
    ? [variables?: Variables, options?: { signal?: AbortSignal }]
    : [variables: Variables, options?: { signal?: AbortSignal }];

export interface Client {
  /**
   * Runs one of the client's operations.
   * @throws ClientError when no GraphQL answer came
   */
  run<Data, Variables>(
    document: TypedDocumentString<Data, Variables>,
    ...args: VariablesOf<Variables>
  ): Promise<Answer<Data>>;
}

/** A small client of the graph: one request per operation, fully typed. */
export function createClient({ url, token, fetch: send = fetch }: ClientOptions): Client {
  const headers = {
    'content-type': 'application/json',
    accept: 'application/graphql-response+json, application/json;q=0.9',
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  return {
    async run(document, ...[variables, options]) {
      const body = JSON.stringify({ query: document.toString(), variables });
      const response = await send(url, { method: 'POST', headers, body, signal: options?.signal ?? null }).catch(
        (cause) => {
          throw new ClientError('The graph cannot be reached.', { cause });
        },
      );
      const answer: unknown = await response.json().catch((cause) => {
        throw new ClientError(`The graph answered HTTP ${response.status} with something that is not JSON.`, {
          status: response.status,
          cause,
        });
      });
      return readAnswer(answer, response.status);
    },
  };
}

function readAnswer<Data>(answer: unknown, status: number): Answer<Data> {
  if (typeof answer !== 'object' || answer === null || !('data' in answer || 'errors' in answer)) {
    throw new ClientError(`The graph answered HTTP ${status} with something that is no GraphQL answer.`, { status });
  }
  const { data = null, errors = [] } = answer as { data?: Data | null; errors?: readonly GraphError[] };
  return { data, errors };
}
