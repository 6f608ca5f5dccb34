import type { ColumnType } from '../table.ts';
import { descriptionOf, type Format } from './format.ts';

const DATATYPES: Readonly<Record<ColumnType, string>> = {
  text: 'string',
  number: 'double',
  integer: 'integer',
  moment: 'dateTime',
  day: 'date',
};

/** Metadata of a table by "CSV on the Web" (W3C), in a separate file, since CSV itself has no place for it. */
export const csvMetadata: Format = {
  extension: 'csv-metadata.json',
  mediaType: 'application/csvm+json',
  isDescription: true,
  isSelfDescribing: true,
  open(table) {
    const { title, units, source, licence, source_url, retrieved_at } = descriptionOf(table);
    const metadata = {
      '@context': 'http://www.w3.org/ns/csvw',
      url: table.url,
      'dc:title': title,
      'dc:description': units && `Units: ${units}`,
      'dc:publisher': source,
      'dc:source': source_url,
      'dc:license': licence,
      'dc:date': retrieved_at,
      tableSchema: {
        columns: table.columns.map(({ name, type, description }) => ({
          name,
          titles: name,
          datatype: DATATYPES[type],
          'dc:description': description,
        })),
      },
    };
    return { begin: () => Buffer.from(JSON.stringify(metadata)) };
  },
};
