import 'server-only';
import type { Receipt } from './receipt.ts';
import { fetchFromGateway } from './transport.ts';

/** A `fetch` for the client that notes what an operation took. */
export interface Recorded {
  readonly fetch: typeof fetch;
  receipt(): Receipt;
}

export function recorded(): Recorded {
  let receipt: Receipt = { requests: 0, milliseconds: 0, age: undefined, waves: undefined };
  return {
    receipt: () => receipt,
    async fetch(input, init) {
      const started = performance.now();
      const response = await fetchFromGateway(String(input), {
        method: init?.method ?? 'GET',
        headers: [...new Headers(init?.headers)],
        ...(typeof init?.body === 'string' && { body: init.body }),
        signal: init?.signal ?? null,
      });
      const text = await response.text();
      const age = response.headers.get('age');
      receipt = {
        requests: receipt.requests + (age === null ? 1 : 0),
        milliseconds: receipt.milliseconds + performance.now() - started,
        age: age === null ? undefined : Number(age),
        waves: wavesIn(response.headers.get('server-timing')),
      };
      return new Response(text, { status: response.status, headers: [...response.headers] });
    },
  };
}

/** From `Server-Timing`: `waves;desc="2"`. */
function wavesIn(timing: string | null): number | undefined {
  const [, waves] = /\bwaves;desc="(\d+)"/.exec(timing ?? '') ?? [];
  return waves === undefined ? undefined : Number(waves);
}
