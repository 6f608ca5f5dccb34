import { requestError } from '../errors.ts';

/**
 * What a form or a script of any site can send without asking first (Fetch standard, "CORS-safelisted request-header"). Also
 * where no type is given, and where several are: a browser reads them by rules of its own.
 */
const SIMPLE_TYPE = /(^|,)\s*(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)?\s*([;,]|$)/i;

/**
 * Refuses what another site could make a browser send in its visitor's name: a POST that needs no preflight, and a GET
 * that carries a cookie. A GET without one has nobody's authority and changes nothing, so that plain GETs can be cached.
 * @throws GraphQLError CSRF_REFUSED, HTTP 403
 */
export function checkForgery({ method, headers }: RequestHead): void {
  if (headers.has('x-chronos-csrf')) return;
  const isPost = method === 'POST';
  if (isPost ? !SIMPLE_TYPE.test(headers.get('content-type') ?? '') : !headers.has('cookie')) return;
  const remedy = isPost
    ? 'send the operation as application/json, or send a header "x-chronos-csrf: 1"'
    : 'send a header "x-chronos-csrf: 1" with a GET that carries a cookie';
  throw requestError(403, 'CSRF_REFUSED', `Any site could make a browser send this request: ${remedy}.`);
}

interface RequestHead {
  readonly method: string;
  readonly headers: Pick<Headers, 'get' | 'has'>;
}
