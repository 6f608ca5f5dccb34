import SchemaBuilder from '@pothos/core';
import DataloaderPlugin from '@pothos/plugin-dataloader';
import DrizzlePlugin from '@pothos/plugin-drizzle';
import RelayPlugin from '@pothos/plugin-relay';
import { getTableConfig } from 'drizzle-orm/pg-core';
import { scalars } from '../../schema/scalars.ts';
import { semanticNonNull } from '../../schema/semantic-non-null.ts';
import type { Database } from '../client.ts';
import { relations } from '../dialect/tables.ts';
import type { RequestState, SharedReads } from './context.ts';

/** Context of resolvers. One object per execution: Pothos stores the plan of a query on it, by path. */
export interface AnalyticsContext extends Database, SharedReads {
  /** One object per client request, over all its executions. It holds the `batched` loaders. */
  readonly scope: RequestState;
  /** Prefix of the URLs of map tiles: "https://graph.example", or an empty text. */
  readonly tilesOrigin: string;
}

interface OwnTypes {
  Context: AnalyticsContext;
  DrizzleRelations: typeof relations;
  DefaultEdgesNullability: false;
  DefaultNodeNullability: false;
  Scalars: {
    /** Text if `momentOf` wrote it. */
    DateTime: { Input: Date; Output: Date | string };
    /** Midnight UTC in arguments; `YYYY-MM-DD` in results. */
    Date: { Input: Date; Output: string };
    GeoJSON: { Input: never; Output: object };
    URL: { Input: URL; Output: string };
  };
}

export const builder = new SchemaBuilder<OwnTypes>({
  plugins: [RelayPlugin, DataloaderPlugin, DrizzlePlugin],
  drizzle: { client: ({ db }) => db, relations, getTableConfig },
  relay: {
    nodeQueryOptions: false,
    nodesQueryOptions: false,
    edgesFieldOptions: { nullable: false, description: 'The rows of the page, in order, each with its cursor.' },
    nodeFieldOptions: { nullable: false, description: 'The row itself.' },
    cursorFieldOptions: {
      description: 'The position of the row in the list, opaque. Pass it as `after` or `before`.',
    },
    pageInfoFieldOptions: { description: 'Whether there are more rows, and the cursors to continue from.' },
    pageInfoTypeOptions: { description: 'The position of a page in its list.' },
    hasNextPageFieldOptions: { description: 'Whether rows follow the page.' },
    hasPreviousPageFieldOptions: { description: 'Whether rows precede the page.' },
    startCursorFieldOptions: { description: 'The cursor of the first row; null for an empty page.' },
    endCursorFieldOptions: { description: 'The cursor of the last row; null for an empty page.' },
    firstArgOptions: {
      description:
        'The number of rows from the start (after `after`), 0 to 200. 20 if neither `first` nor `last` is given.',
    },
    lastArgOptions: { description: 'The number of rows from the end (before `before`), 0 to 200.' },
    afterArgOptions: { description: 'Only rows after this cursor.' },
    beforeArgOptions: { description: 'Only rows before this cursor.' },
  },
});

/** Types of the builder, for its field builders: `PothosSchemaTypes.ObjectFieldBuilder<SchemaTypes, Parent>`. */
export type SchemaTypes = typeof builder extends PothosSchemaTypes.SchemaBuilder<infer Types> ? Types : never;

/** Returns the options of a field that is never null. */
export const nonNull = (description: string) => ({ nullable: false, description }) as const;

/** Returns the options of a field that is null only with an error. */
export const nullOnError = (description: string) => ({ description, extensions: semanticNonNull }) as const;

builder.addScalarType('DateTime', scalars.DateTime);
builder.addScalarType('Date', scalars.Date);
builder.addScalarType('GeoJSON', scalars.GeoJSON);
builder.addScalarType('URL', scalars.URL);

builder.queryType({
  description:
    'Series, regions, indicators and maps of the analytics database. A root field that fails is null, with an error.',
});
