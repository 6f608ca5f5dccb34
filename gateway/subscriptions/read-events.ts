/** A part of a stream of events, as `eventStream` writes them. */
export type StreamPart =
  | { readonly kind: 'next'; readonly data: string }
  /** The last one: nothing more follows, or the client is to subscribe again. */
  | { readonly kind: 'complete' | 'again' };

/** Reads server-sent events as fast as they are asked for; comments are none. */
export async function* readEvents(body: AsyncIterable<Uint8Array>): AsyncGenerator<StreamPart, undefined> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const part = partOf(block);
      if (part) yield part;
    }
  }
  return undefined;
}

function partOf(block: string): StreamPart | undefined {
  if (block.startsWith('retry:')) return { kind: 'again' };
  if (block.startsWith('event: complete')) return { kind: 'complete' };
  const start = 'event: next\ndata: ';
  return block.startsWith(start) ? { kind: 'next', data: block.slice(start.length) } : undefined;
}
