import type { Batch } from '../../../subgraphs/analytics/files/index.ts';
import type { Bytes, TableWriter } from './format.ts';

/**
 * Writes a table as its reader reads: a batch is read when the one before it was taken.
 * @param batches undefined: none
 * @param onEnd called when all is written, when that failed, or when the reader has left
 */
export function fileStream(
  writer: TableWriter,
  batches: AsyncIterable<Batch> | undefined,
  onEnd: () => void,
): ReadableStream<Bytes> {
  const chunks = chunksOf(writer, batches ?? none());
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
        await chunks.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

async function* chunksOf(writer: TableWriter, batches: AsyncIterable<Batch>): AsyncGenerator<Bytes, undefined> {
  const first = writer.begin();
  if (first) yield first;
  for await (const batch of batches) yield writer.write(batch);
  const last = writer.end();
  if (last) yield last;
}

async function* none(): AsyncGenerator<never> {}
