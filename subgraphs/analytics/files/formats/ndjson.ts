import type { Format } from './format.ts';
import { rowWriter } from './text-rows.ts';

/** One JSON object per line; numbers that JSON lacks (NaN, infinities) are null. */
export const ndjson: Format = {
  extension: 'ndjson',
  mediaType: 'application/x-ndjson',
  open({ columns }) {
    const before = columns.map(({ name }, nth) => `${nth === 0 ? '{' : ','}${JSON.stringify(name)}:`);
    return {
      write: rowWriter(columns, { before, end: '}\n', none: 'null', text: JSON.stringify, number: JSON.stringify }),
    };
  },
};
