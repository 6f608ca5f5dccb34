/** Where a stand-in tells of what is written, and what it shows there. */
export interface Webhook {
  readonly url: string;
  readonly secret: string;
}

/** As long as Twenty waits for an answer, in milliseconds. */
const TIMEOUT_MS = 5_000;

/** Posts JSON once, whatever becomes of it: neither of the real ones tries again. */
export async function post(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<void> {
  await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch(() => {});
}
