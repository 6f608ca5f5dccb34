import type { GraphQLError } from 'graphql';
import { requestError } from '../errors.ts';

/**
 * What a form or a script of any site can send without asking first (Fetch standard, "CORS-safelisted request-header"). Also
 * where no type is given, and where several are: a browser reads them by rules of its own.
 */
const SIMPLE_TYPE = /(^|,)\s*(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)?\s*([;,]|$)/i;

/**
 * Refuses what another site could make a browser send in its visitor's name: a POST that needs no preflight, and a GET
 * that carries a cookie. A GET without one has nobody's authority and changes nothing, so that plain GETs can be cached.
 * @returns undefined where the request may be answered, else CSRF_REFUSED, HTTP 403
 */
export function csrfRefusal({
  method,
  headers,
}: {
  readonly method: string;
  readonly headers: Pick<Headers, 'get' | 'has'>;
}): GraphQLError | undefined {
  if (headers.has('x-chronos-csrf')) return undefined;
  const isForgeable = method === 'POST' ? SIMPLE_TYPE.test(headers.get('content-type') ?? '') : headers.has('cookie');
  return isForgeable ? refused(method) : undefined;
}

function refused(method: string): GraphQLError {
  const remedy =
    method === 'POST'
      ? 'send the operation as application/json, or send a header "x-chronos-csrf: 1"'
      : 'send a header "x-chronos-csrf: 1" with a GET that carries a cookie';
  return requestError(403, 'CSRF_REFUSED', `Any site could make a browser send this request: ${remedy}.`);
}
