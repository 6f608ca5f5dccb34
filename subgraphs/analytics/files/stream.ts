import type { Bytes, TableWriter } from './formats/format.ts';
import type { Batch } from './table.ts';

/**
 * Streams bytes as their reader takes them.
 * @param onEnd called when all are taken, when they failed, or when the reader has left
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

/** Writes a table as it is read: a batch is read when the one before it was taken. @param batches undefined: none */
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
