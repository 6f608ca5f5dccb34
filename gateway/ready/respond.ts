import type { ExecutionResult, GraphQLError, GraphQLFormattedError } from 'graphql';
import { PRIVATE } from '../http/cache.ts';
import { compress, encodingFor } from '../http/compression.ts';
import { securityHeaders } from '../http/security-headers.ts';
import type { Outgoing } from './request.ts';

/** What every answer has. */
const HEADERS = { ...securityHeaders('application/json'), 'cache-control': PRIVATE, vary: 'origin, accept-encoding' };

export interface Responding {
  readonly result: ExecutionResult;
  /** Its JSON, where it is at hand. */
  readonly text?: string | undefined;
  /** As the pipeline negotiated it: "application/json; charset=utf-8". */
  readonly contentType: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly acceptEncoding: string | null;
}

/** Writes a result as GraphQL over HTTP has it. */
export async function respond({
  result,
  text: known,
  contentType,
  headers,
  acceptEncoding,
}: Responding): Promise<Outgoing> {
  const text = known ?? JSON.stringify(result.errors ? { ...result, errors: result.errors.map(told) } : result);
  const http = httpOf(result, contentType.startsWith('application/json'));
  const encoding = encodingFor(acceptEncoding, text.length);
  // As text where it is sent as it is: Node writes it into what it sends, without a buffer of its own between.
  const body = encoding ? await compress(Buffer.from(text), encoding) : text;
  return {
    status: http.status,
    headers: {
      ...HEADERS,
      'content-type': contentType,
      'content-length': String(Buffer.byteLength(body)),
      ...(encoding && { 'content-encoding': encoding }),
      ...headers,
      ...http.headers,
    },
    body,
  };
}

interface HttpExtension {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Who takes no more than application/json gets 200, as GraphQL over HTTP has it there. */
  readonly spec?: boolean;
}

/** What errors ask of the status and the headers: of several statuses, the highest. */
function httpOf(
  { errors = [] }: ExecutionResult,
  isJson: boolean,
): { status: number; headers: Record<string, string> } {
  const asked = errors.map(({ extensions }) => (extensions.http ?? {}) as HttpExtension);
  const statuses = asked.flatMap(({ status, spec }) => (status === undefined || (isJson && spec) ? [] : [status]));
  return {
    status: Math.max(OK, ...statuses),
    headers: Object.assign({}, ...asked.map(({ headers }) => headers)),
  };
}

const OK = 200;

/** An error without what is for HTTP alone. */
function told(error: GraphQLError): GraphQLFormattedError {
  const { extensions, ...formatted } = error.toJSON();
  const { http: _, unexpected: __, ...others } = extensions ?? {};
  return { ...formatted, ...(Object.keys(others).length > 0 && { extensions: others }) };
}
