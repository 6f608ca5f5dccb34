import sharp from 'sharp';

/** A Directus to be asked: a real one or the stand-in. */
export interface Target {
  readonly url: string;
  /** The token of the service. */
  readonly token: string;
}

/** A request, and what of its answer counts. */
export interface ConformanceRequest {
  readonly method: string;
  readonly path: string;
  /** `$TOKEN` stands for the service's token, here and in the path. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Whether the answer's headers count too. */
  readonly comparesHeaders: boolean;
}

/** An answer, as far as it counts: JSON as it is, of an image its size and format. */
export interface ConformanceAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** Requests that belong together, by the rule that each is about. */
export type Topic = Readonly<Record<string, ConformanceRequest>>;

const JSON_TYPE = { 'content-type': 'application/json' };
const COMPARED_HEADERS = ['allow', 'cache-control', 'content-disposition', 'content-type', 'vary', 'x-powered-by'];

/** A query of the service, which reads everything. */
export function service(query: string, variables?: unknown): ConformanceRequest {
  return as('$TOKEN', query, variables);
}

/** A query of whoever has a token. */
export function as(token: string, query: string, variables?: unknown): ConformanceRequest {
  return graphql({ ...JSON_TYPE, authorization: `Bearer ${token}` }, query, variables);
}

/** A query of the service at `/graphql/system`, where Directus keeps what is its own. */
export function system(query: string, variables?: unknown): ConformanceRequest {
  return { ...service(query, variables), path: '/graphql/system' };
}

/** A query of the public, which reads what is published. */
export function everyone(query: string, variables?: unknown): ConformanceRequest {
  return graphql(JSON_TYPE, query, variables);
}

/** A write of the service, by the REST interface. */
export function items(method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown): ConformanceRequest {
  const headers = { ...JSON_TYPE, authorization: 'Bearer $TOKEN' };
  return { method, path, headers, ...(body !== undefined && { body: JSON.stringify(body) }), comparesHeaders: false };
}

/** Any request, headers of the answer included. A body that is no string is sent as JSON. */
export function http(
  path: string,
  { method = 'GET', headers = {}, body }: { method?: string; headers?: Record<string, string>; body?: unknown } = {},
): ConformanceRequest {
  if (body === undefined) return { method, path, headers, comparesHeaders: true };
  if (typeof body === 'string') return { method, path, headers, body, comparesHeaders: true };
  return { method, path, headers: { ...JSON_TYPE, ...headers }, body: JSON.stringify(body), comparesHeaders: true };
}

function graphql(headers: Record<string, string>, query: string, variables?: unknown): ConformanceRequest {
  return {
    method: 'POST',
    path: '/graphql',
    headers,
    body: JSON.stringify({ query, variables }),
    comparesHeaders: false,
  };
}

/** Asks a target. */
export async function ask({ url, token }: Target, request: ConformanceRequest): Promise<ConformanceAnswer> {
  const withToken = (text: string) => text.replace('$TOKEN', token);
  const response = await fetch(url + withToken(request.path), {
    method: request.method,
    headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, withToken(value)])),
    ...(request.body !== undefined && { body: request.body }),
  });
  const body = await readBody(response);
  return { status: response.status, ...(request.comparesHeaders && { headers: comparedHeaders(response) }), body };
}

function comparedHeaders({ headers }: Response): Record<string, string> {
  return Object.fromEntries([...headers].filter(([name]) => COMPARED_HEADERS.includes(name)));
}

async function readBody(response: Response): Promise<unknown> {
  const type = response.headers.get('content-type') ?? '';
  if (!type.startsWith('image/')) return type.startsWith('application/json') ? response.json() : response.text();
  const { width, height, format } = await sharp(await response.arrayBuffer()).metadata();
  return { width, height, format };
}
