import { targetOf } from '../subgraphs/transport/transport-error.ts';

/** A response of a server over HTTP. */
export interface JsonResponse {
  readonly status: number;
  /** undefined where the body is not JSON. */
  readonly body: unknown;
}

/**
 * Requests JSON. Does not follow redirects.
 * @param timeoutMs time limit of the whole response, in milliseconds
 * @throws Error without a response in that time, and at a redirect
 */
export async function fetchJson(url: string, timeoutMs: number, init: RequestInit = {}): Promise<JsonResponse> {
  const response = await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) });
  if (response.status >= 300 && response.status < 400) {
    throw new Error(`${url} redirects to ${targetOf(response.headers.get('location'))}.`);
  }
  return { status: response.status, body: await response.json().catch(() => undefined) };
}
