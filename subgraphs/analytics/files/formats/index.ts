import Negotiator from 'negotiator';
import { arrow } from './arrow.ts';
import { csvMetadata } from './csv-metadata.ts';
import type { Format } from './format.ts';
import { parquet } from './parquet.ts';
import { csv, ndjson } from './text.ts';

export const formats: readonly Format[] = [csv, ndjson, parquet, arrow, csvMetadata];

/** Finds the format with an extension. */
export const formatOf = (extension: string): Format | undefined => formats.find((each) => each.extension === extension);

/** Finds the format that a client prefers; if it prefers several equally, the first of them. */
export function acceptedFormat(accept: string): Format | undefined {
  const types = formats.map(({ mediaType }) => mediaType.split(';')[0] ?? '');
  const [accepted] = new Negotiator({ headers: { accept } }).mediaTypes(types);
  return formats[types.indexOf(accepted ?? '')];
}
