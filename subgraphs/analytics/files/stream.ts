import type { Bytes, TableWriter } from './formats/format.ts';
import type { Batch } from './table.ts';

/**
 * Streams bytes at their reader's speed.
 * @param onEnd called when all bytes are taken, after an error, or when the reader has left
 */
export function fileStream(bytes: AsyncIterable<Bytes>, onEnd: () => void): ReadableStream<Bytes> {
  const chunks = bytes[Symbol.asyncIterator]();
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await chunks.next().catch((error: unknown) => {
          onEnd();
          throw error;
        });
        if (!done) return controller.enqueue(value);
        onEnd();
        controller.close();
      },
      async cancel() {
        onEnd();
        await chunks.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}

/** Writes a table at its reader's speed: a batch is read after the previous is taken. @param batches undefined: none */
export async function* chunksOf(
  writer: TableWriter,
  batches: AsyncIterable<Batch> | undefined,
): AsyncGenerator<Bytes, undefined> {
  const first = writer.begin();
  if (first) yield first;
  for await (const batch of batches ?? none()) yield writer.write(batch);
  const last = writer.end();
  if (last) yield last;
}

async function* none(): AsyncGenerator<never> {}
