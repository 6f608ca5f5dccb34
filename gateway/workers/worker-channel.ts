import type { ChangeChannel } from '../changes/index.ts';
import type { ToPrimary, ToWorker } from './messages.ts';

/** Exchanges changes with the other workers, by way of the primary. */
export function workerChannel(): ChangeChannel {
  const ends: (() => void)[] = [];
  return {
    publish(change) {
      process.send?.({ kind: 'change', change } satisfies ToPrimary);
    },
    subscribe(listener) {
      const receive = (message: ToWorker) => {
        if (message.kind === 'change') listener(message.change);
      };
      process.on('message', receive);
      ends.push(() => process.off('message', receive));
    },
    async close() {
      for (const end of ends) end();
    },
  };
}
