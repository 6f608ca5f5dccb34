/** A response of a server over HTTP. */
export interface JsonResponse {
  readonly status: number;
  /** Undefined where the body is no JSON. */
  readonly body: unknown;
}

/**
 * Requests JSON, and follows no redirect.
 * @param timeoutMs how long the whole response may take, in milliseconds
 * @throws Error without a response in that time
 */
export async function fetchJson(url: string, timeoutMs: number, init: RequestInit = {}): Promise<JsonResponse> {
  const response = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
  return { status: response.status, body: await response.json().catch(() => undefined) };
}
