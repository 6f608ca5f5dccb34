import type { PlainResponse } from '../../../subgraphs/common/plain-response.ts';

/** Makes the response with a page, which caches revalidate each time. */
export function htmlResponse(html: string): PlainResponse {
  const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' };
  return { status: 200, headers, body: html };
}
