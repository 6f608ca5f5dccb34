import type { Others } from '../changes/index.ts';
import type { ToPrimary, ToWorker } from './messages.ts';

/** Exchanges changes with the other workers, by way of the primary. */
export function othersByPrimary(): Others {
  const ends: (() => void)[] = [];
  return {
    tell(change) {
      process.send?.({ kind: 'change', change } satisfies ToPrimary);
    },
    hear(listener) {
      const hear = (message: ToWorker) => {
        if (message.kind === 'change') listener(message.change);
      };
      process.on('message', hear);
      ends.push(() => process.off('message', hear));
    },
    async close() {
      for (const end of ends) end();
    },
  };
}
