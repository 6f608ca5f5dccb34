import type { SchemaElement } from 'hyparquet';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { type Cell, type Column, type ColumnType, dayNumber } from '../table.ts';
import { type Bytes, descriptionOf, type Format } from './format.ts';

/** Apache Parquet: a Snappy-compressed row group per batch; the key-value metadata describes the table. */
export const parquet: Format = {
  extension: 'parquet',
  mediaType: 'application/vnd.apache.parquet',
  isSelfDescribing: true,
  isReadInParts: true,
  open(table) {
    const { columns } = table;
    const bytes = new ByteWriter();
    const file = new ParquetWriter({
      writer: bytes,
      schema: [{ name: 'root', num_children: columns.length }, ...columns.map(elementOf)],
      kvMetadata: Object.entries(descriptionOf(table)).map(([key, value]) => ({ key, value })),
      createdBy: 'chronos-graph',
    });
    return {
      begin: () => taken(bytes),
      write(batch) {
        const columnData = columns.map(({ name, type }, nth) => ({ name, data: cellsOf(type, batch[nth] ?? []) }));
        void file.write({ columnData, rowGroupSize: batch[0]?.length ?? 0 });
        return taken(bytes);
      },
      end() {
        void file.finish();
        return taken(bytes);
      },
    };
  },
};

/** Takes the bytes written since the last call. The writer continues to count its offsets. */
function taken(writer: ByteWriter): Bytes {
  const bytes = writer.getBytes().slice();
  writer.index = 0;
  return bytes;
}

const ELEMENTS: Readonly<Record<ColumnType, Omit<SchemaElement, 'name'>>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  number: { type: 'DOUBLE' },
  integer: { type: 'INT32' },
  moment: { type: 'INT64', logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' } },
  day: { type: 'INT32', converted_type: 'DATE' },
};

const elementOf = ({ name, type }: Column): SchemaElement => ({ name, repetition_type: 'OPTIONAL', ...ELEMENTS[type] });

function cellsOf(type: ColumnType, cells: readonly Cell[]): unknown[] {
  if (type === 'day') return cells.map((cell) => (cell === null ? null : dayNumber(cell)));
  return [...cells];
}
