/** An event of graphql-sse's protocol. */
export type StreamEvent =
  | { readonly kind: 'next'; readonly data: string }
  | { readonly kind: 'complete' }
  /** The stream ends; subscribe again after `retryMs`. */
  | { readonly kind: 'again'; readonly retryMs: number };

/** Silence after which a connection counts as lost, in milliseconds: the graph sends a ping every 12 seconds. */
const SILENCE_MS = 40_000;

/**
 * Reads server-sent events (HTML standard, section 9.2) in the graph's form: one field per line, lines separated by
 * `\n`.
 * @throws Error after `SILENCE_MS` without data; errors of the body
 */
export async function* readEvents(
  body: ReadableStream<Uint8Array> | null,
  signal: AbortSignal,
): AsyncGenerator<StreamEvent, void, undefined> {
  if (!body) return;
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  try {
    for (;;) {
      const { value, done } = await inTime(reader.read(), signal);
      if (done) return;
      text += decoder.decode(value, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const event = eventOf(block);
        if (event) yield event;
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function eventOf(block: string): StreamEvent | undefined {
  const fields = new Map(
    block.split('\n').map((line): [string, string] => {
      const at = line.indexOf(':');
      return at < 0 ? [line, ''] : [line.slice(0, at), line.slice(at + 1).trimStart()];
    }),
  );
  const event = fields.get('event');
  if (event === 'next') return { kind: 'next', data: fields.get('data') ?? '' };
  if (event === 'complete') return { kind: 'complete' };
  const retry = fields.get('retry');
  return retry === undefined ? undefined : { kind: 'again', retryMs: Number(retry) || 0 };
}

function inTime<Value>(reading: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason);
    const timer = setTimeout(() => reject(new Error('No event or comment arrived in time.')), SILENCE_MS);
    signal.addEventListener('abort', leave, { once: true });
    reading.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      signal.removeEventListener('abort', leave);
    });
  });
}
