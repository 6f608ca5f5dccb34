import type { Urls } from '../upstreams/messages.ts';

/** A gateway that takes part. */
export interface Contestant {
  /** What `--only` says. */
  readonly name: string;
  /** What the table says. */
  readonly label: string;
  /** Whether it needs what `bench/peers` installs. */
  readonly isPeer: boolean;
  /** How it is started; files that it needs are written before. */
  start(where: Where): Start | Promise<Start>;
  /** The request for a page of the view. */
  request(page: { readonly limit: number; readonly offset: number }): ViewRequest;
  /** The items of an answer, brought to what all are compared by. */
  items(answer: unknown): readonly unknown[];
}

export interface Where {
  /** Of loopback. */
  readonly port: number;
  readonly urls: Urls;
  /** The folder of `bench/peers`. */
  readonly peers: string;
  /** An empty folder of its own, for what it has to make of the upstreams. */
  readonly work: string;
}

export interface Start {
  readonly command: readonly [string, ...string[]];
  readonly env?: Readonly<Record<string, string>>;
  /** The project's own folder where none is given. */
  readonly cwd?: string;
}

/** A POST of JSON. */
export interface ViewRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A request for the view by GraphQL. */
export function graphqlRequest(
  query: string,
  variables: Readonly<Record<string, unknown>>,
  headers: Readonly<Record<string, string>> = {},
): ViewRequest {
  return {
    path: '/graphql',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  };
}

/**
 * The list that a GraphQL answer has at its root.
 * @throws Error where there is none, or where it comes with errors
 */
export function rootList<T>(answer: unknown, field: string): readonly T[] {
  const { data, errors } = answer as { data?: Record<string, readonly T[]>; errors?: unknown };
  const list = data?.[field];
  if (errors !== undefined || !list) throw new Error(`Not an answer: ${JSON.stringify(answer).slice(0, 500)}`);
  return list;
}
