import {
  type Column,
  columnFromArray,
  type DataType,
  dateDay,
  float64,
  int32,
  Table,
  TimeUnit,
  tableFromColumns,
  tableToIPC,
  timestamp,
  utf8,
} from '@uwdata/flechette';
import type { Batch, Cell, ColumnType } from '../../../subgraphs/analytics/files/index.ts';
import { descriptionOf } from './description.ts';
import type { Format } from './format.ts';

/** What ends a stream, and what each message begins with before the length of its header (Arrow, "Encapsulated message format"). */
const END = Buffer.from([0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]);
const PREFIX_BYTES = 8;

/** A stream of Apache Arrow's IPC format: a record batch for each batch, and what is known of the table in its schema's metadata. */
export const arrow: Format = {
  extension: 'arrow',
  mediaType: 'application/vnd.apache.arrow.stream',
  hasRows: true,
  isSelfDescribing: true,
  open(table) {
    const metadata = new Map(Object.entries(descriptionOf(table)));

    /** A whole stream of one batch: its schema's message, its batch's, and its end. */
    function streamOf(batch: Batch) {
      const columns = table.columns.map(({ name, type }, nth) => {
        const { arrowType, read } = TYPES[type];
        const cells = batch[nth] ?? [];
        const made: [string, Column<unknown>] = [name, columnFromArray(read ? cells.map(read) : [...cells], arrowType)];
        return made;
      });
      const { schema, children } = tableFromColumns(columns);
      const stream = tableToIPC(new Table({ ...schema, metadata }, children), { format: 'stream' });
      if (!stream) throw new Error('The stream was written elsewhere.');
      return Buffer.from(stream.buffer as ArrayBuffer, stream.byteOffset, stream.byteLength);
    }

    const empty = streamOf(table.columns.map(() => []));
    const schemaBytes = PREFIX_BYTES + empty.readInt32LE(PREFIX_BYTES / 2);
    return {
      begin: () => empty.subarray(0, schemaBytes),
      write: (batch) => streamOf(batch).subarray(schemaBytes, -END.byteLength),
      end: () => END,
    };
  },
};

const TYPES: Readonly<Record<ColumnType, { readonly arrowType: DataType; readonly read?: (cell: Cell) => unknown }>> = {
  text: { arrowType: utf8() },
  number: { arrowType: float64() },
  integer: { arrowType: int32() },
  moment: { arrowType: timestamp(TimeUnit.MILLISECOND, 'UTC') },
  day: { arrowType: dateDay(), read: (cell) => (cell === null ? null : new Date(cell)) },
};
