import { requestError } from '../errors.ts';
import type { ExchangeRequest } from '../pipeline/exchange.ts';

/**
 * Content types that a form or a script of any site can send without a preflight (Fetch standard, "CORS-safelisted
 * request-header"). A missing type matches too, and so do several types, which browsers parse by their own rules.
 */
const SIMPLE_TYPE = /(^|,)\s*(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)?\s*([;,]|$)/i;

/**
 * Refuses requests that another site could make a visitor's browser send: a POST without a preflight, and a GET with a
 * cookie. A GET without a cookie has no visitor's authority and changes nothing: it can be cached, and is allowed. A
 * QUERY always has a preflight.
 * @throws GraphQLError CSRF_REFUSED, HTTP 403
 */
export function checkForgery({ method, headers }: Pick<ExchangeRequest, 'method' | 'headers'>): void {
  if (method === 'QUERY' || headers.has('x-chronos-csrf')) return;
  const isPost = method === 'POST';
  if (isPost ? !SIMPLE_TYPE.test(headers.get('content-type') ?? '') : !headers.has('cookie')) return;
  const remedy = isPost
    ? 'send the operation as application/json, or send a header "x-chronos-csrf: 1"'
    : 'send a header "x-chronos-csrf: 1" with a GET that carries a cookie';
  throw requestError(403, 'CSRF_REFUSED', `Any site could make a browser send this request: ${remedy}.`);
}
