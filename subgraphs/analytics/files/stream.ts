import type { Bytes } from './formats/format.ts';

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
