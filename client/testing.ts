/** One answer of a graph: a body, as JSON or unchanged, or a network failure. */
export interface Scripted {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly text?: string;
  readonly fails?: Error;
}

/** A received request; `at` is in milliseconds since the first request. */
export interface SentRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly at: number;
  /** Whether the request has cookies. */
  readonly credentials?: RequestCredentials;
}

/** Makes a `fetch` that answers from a script, and records requests. After the script's end it never answers. */
export function scriptedFetch(...script: readonly Scripted[]): { fetch: typeof fetch; asked: SentRequest[] } {
  const asked: SentRequest[] = [];
  let startedAt: number | undefined;
  return {
    asked,
    async fetch(input, init = {}) {
      const { method = 'GET', body, signal } = init;
      startedAt ??= performance.now();
      const headers = Object.fromEntries(new Headers(init.headers));
      const at = Math.round(performance.now() - startedAt);
      const { credentials } = init;
      asked.push({
        method,
        url: String(input),
        headers,
        body: body ? JSON.parse(String(body)) : undefined,
        at,
        ...(credentials && { credentials }),
      });
      const reply = script[asked.length - 1];
      if (!reply) return untilAborted(signal);
      if (reply.fails) throw reply.fails;
      const { status = 200, text = JSON.stringify(reply.body) } = reply;
      return new Response(text, { status, headers: { ...reply.headers } });
    },
  };
}

function untilAborted(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason));
  });
}

/** An operation in codegen's form. */
export class Text extends String {
  readonly __meta__: { readonly hash?: string };

  constructor(text: string, hash?: string) {
    super(text);
    this.__meta__ = hash === undefined ? {} : { hash };
  }
}
