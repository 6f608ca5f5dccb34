import {
  type Batch as ArrowBatch,
  batchType,
  Column,
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
import { type Batch, type Cell, type ColumnType, dayNumber } from '../table.ts';
import { descriptionOf, type Format } from './format.ts';

/** End of a stream, and size of the prefix of each message (Arrow, "Encapsulated message format"). */
const END = Buffer.from([0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]);
const PREFIX_BYTES = 8;

/** Apache Arrow's IPC stream: a record batch per batch; the schema's metadata describes the table. */
export const arrow: Format = {
  extension: 'arrow',
  mediaType: 'application/vnd.apache.arrow.stream',
  isSelfDescribing: true,
  open(table) {
    const metadata = new Map(Object.entries(descriptionOf(table)));

    /** Writes a whole stream of one batch: the schema's message, the batch's message, and the end. */
    function streamOf(batch: Batch) {
      const columns = table.columns.map(({ name, type }, nth) => {
        const made: [string, Column<unknown>] = [name, columnOf(type, batch[nth] ?? [])];
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

/** The buffers of a column's values. Readers ignore the values of nulls. */
interface Values {
  readonly values: Uint8Array | Float64Array | Int32Array | BigInt64Array;
  readonly offsets?: Int32Array;
}

/**
 * Fills the buffers of a column (Arrow, "Physical memory layout"). The library's own builders take cells one by one,
 * which takes four times as long.
 */
function columnOf(type: ColumnType, cells: readonly Cell[]): Column<unknown> {
  const { arrowType, valuesOf } = TYPES[type];
  const valid = new Uint8Array((cells.length + 7) >> 3);
  let nullCount = 0;
  for (let nth = 0; nth < cells.length; nth += 1) {
    if (cells[nth] === null) nullCount += 1;
    else valid[nth >> 3] = (valid[nth >> 3] ?? 0) | (1 << (nth & 7));
  }
  const validity = nullCount > 0 ? valid : NO_BYTES;
  const BatchOfType: new (options: object) => ArrowBatch<unknown> = batchType(arrowType);
  const data = { length: cells.length, nullCount, type: arrowType, validity, ...valuesOf(cells) };
  return new Column([new BatchOfType(data)]);
}

const NO_BYTES = new Uint8Array(0);

const TYPES: Readonly<
  Record<ColumnType, { readonly arrowType: DataType; readonly valuesOf: (cells: readonly Cell[]) => Values }>
> = {
  text: { arrowType: utf8(), valuesOf: textsOf },
  number: { arrowType: float64(), valuesOf: (cells) => ({ values: Float64Array.from(cells as number[]) }) },
  integer: { arrowType: int32(), valuesOf: (cells) => ({ values: Int32Array.from(cells as number[]) }) },
  moment: { arrowType: timestamp(TimeUnit.MILLISECOND, 'UTC'), valuesOf: momentsOf },
  day: {
    arrowType: dateDay(),
    valuesOf: (cells) => ({ values: Int32Array.from(cells, (cell) => (cell === null ? 0 : dayNumber(cell))) }),
  },
};

/** Joins texts and lists their offsets. Neighbouring rows often have the same text: its length is measured once. */
function textsOf(cells: readonly Cell[]): Values {
  const offsets = new Int32Array(cells.length + 1);
  let [last, bytes, end]: [Cell, number, number] = [null, 0, 0];
  for (let nth = 0; nth < cells.length; nth += 1) {
    const cell = cells[nth] ?? null;
    if (cell !== last) bytes = cell === null ? 0 : Buffer.byteLength(String(cell));
    last = cell;
    end += bytes;
    offsets[nth + 1] = end;
  }
  // join() writes nulls as empty texts.
  return { values: Buffer.from(cells.join('')), offsets };
}

/** Writes 64-bit integers as two halves: BigInts take ten times as long. */
function momentsOf(cells: readonly Cell[]): Values {
  const values = new BigInt64Array(cells.length);
  const halves = new Int32Array(values.buffer);
  for (let nth = 0; nth < cells.length; nth += 1) {
    const moment = Number(cells[nth]);
    halves[2 * nth] = moment;
    halves[2 * nth + 1] = Math.floor(moment / 2 ** 32);
  }
  return { values };
}
