import 'server-only';
import type { Receipt } from './receipt.ts';
import { fetchFromGateway } from './transport.ts';

/** A `fetch` for the client that notes what an operation took. */
export interface Recorded {
  readonly fetch: typeof fetch;
  receipt(): Receipt;
}

/** @param explain asks the gateway how it came to its answer, which it tells staff */
export function recorded(explain: boolean): Recorded {
  let receipt: Receipt = { requests: 0, milliseconds: 0, age: undefined, waves: undefined };
  return {
    receipt: () => receipt,
    async fetch(input, init) {
      const started = performance.now();
      const headers = new Headers(init?.headers);
      if (explain) headers.set('x-chronos-explain', '1');
      const response = await fetchFromGateway(String(input), {
        method: init?.method ?? 'GET',
        headers: [...headers],
        ...(typeof init?.body === 'string' && { body: init.body }),
        signal: init?.signal ?? null,
      });
      const text = await response.text();
      const age = response.headers.get('age');
      receipt = {
        requests: receipt.requests + (age === null ? 1 : 0),
        milliseconds: receipt.milliseconds + performance.now() - started,
        age: age === null ? undefined : Number(age),
        waves: wavesIn(text),
      };
      return new Response(text, { status: response.status, headers: [...response.headers] });
    },
  };
}

/** From `extensions.explain`, which the gateway adds where it is asked to and the caller may know. */
function wavesIn(text: string): number | undefined {
  if (!text.includes('"explain"')) return undefined;
  const { extensions } = JSON.parse(text) as { extensions?: { explain?: { waves?: unknown } } };
  const waves = extensions?.explain?.waves;
  return typeof waves === 'number' ? waves : undefined;
}
