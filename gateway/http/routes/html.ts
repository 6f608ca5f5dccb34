import type { PlainResponse } from '../../../subgraphs/common/plain-response.ts';

/** Writes a value for a block of JSON in a page: no text in it can end the block. */
export function jsonBlock(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

/** Makes the response with a page, which caches revalidate each time. */
export function htmlResponse(html: string): PlainResponse {
  const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' };
  return { status: 200, headers, body: html };
}
