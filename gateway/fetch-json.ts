import { targetOf } from '../subgraphs/transport/transport-error.ts';

/**
 * Requests JSON. Does not follow redirects.
 * @param timeoutMs time limit of the whole response, in milliseconds
 * @returns the status, and the body; undefined where it is not JSON
 * @throws Error without a response in that time, and at a redirect
 */
export async function fetchJson(url: string, timeoutMs: number, init: RequestInit = {}) {
  const response = await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) });
  if (response.status >= 300 && response.status < 400) {
    throw new Error(`${url} redirects to ${targetOf(response.headers.get('location'))}.`);
  }
  const body: unknown = await response.json().catch(() => undefined);
  return { status: response.status, body };
}
