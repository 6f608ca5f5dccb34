import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import type { ServerResponse } from 'node:http';

/** Where the response of the current request is found: Next has this module twice, for pages and for what starts it. */
const SHARED = Symbol.for('chronos-graph-web.response');

type Shared = typeof globalThis & { [SHARED]?: AsyncLocalStorage<ServerResponse> };

/** Lets pages reach the response that they are sent by: Next has a way for 404, and none for 503. */
export function followResponses(): void {
  const responses = new AsyncLocalStorage<ServerResponse>();
  (globalThis as Shared)[SHARED] = responses;
  subscribe('http.server.request.start', (message) => {
    responses.enterWith((message as { readonly response: ServerResponse }).response);
  });
}

/** After so many seconds it is worth while to try again. */
const RETRY_AFTER_S = 30;

/** Answers HTTP 503: what the page is about cannot be had now. */
export function sendUnavailable(): void {
  const response = (globalThis as Shared)[SHARED]?.getStore();
  if (!response || response.headersSent) return;
  response.statusCode = 503;
  response.setHeader('retry-after', RETRY_AFTER_S);
}
