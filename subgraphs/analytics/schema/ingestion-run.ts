import { and, sql } from 'drizzle-orm';
import { keyset, sortable } from '../dialect/keyset.ts';
import { type RunColumns, runPasses } from '../dialect/queries/ingestion-runs.ts';
import { ingestionLogs } from '../dialect/tables.ts';
import { builder, nonNull, nullOnError } from './builder.ts';
import { DataSource } from './data-source.ts';
import { checkCodes } from './known-codes.ts';
import { pageOf, readPage, totalCount } from './paging.ts';
import { Series } from './series.ts';

const IngestionStatus = builder.enumType('IngestionStatus', {
  description: 'The state of a load of data.',
  values: {
    RUNNING: { description: 'It is running.' },
    SUCCEEDED: { description: 'It succeeded.' },
    FAILED: { description: 'It failed.' },
  },
});

const IngestionRun = builder.drizzleObject('ingestionLogs', {
  name: 'IngestionRun',
  description: 'A load of data from a source.',
  select: { columns: { logId: true } },
  fields: (t) => ({
    source: t.relation('source', { type: DataSource, ...nonNull('Where the data came from.') }),
    series: t.relation('series', {
      type: Series,
      description: 'The series that it loaded; null for all series of the source.',
    }),
    startedAt: t.expose('startedAt', { type: 'DateTime', ...nonNull('When it began.') }),
    finishedAt: t.expose('finishedAt', { type: 'DateTime', description: 'When it ended; null while it runs.' }),
    status: t.expose('status', { type: IngestionStatus, ...nonNull('Its state.') }),
    rowsInserted: t.exposeInt('rowsInserted', nonNull('Rows that it added, 0 or more.')),
    rowsUpdated: t.exposeInt('rowsUpdated', nonNull('Rows that it changed, 0 or more.')),
    errorMessage: t.exposeString('errorMessage', {
      description: 'The error message of the pipeline; null without an error.',
    }),
  }),
});

/** Order by start, to the microsecond, then by id, the most recent first. */
const order = { keys: 2, descending: true } as const;
const orderKeys = ({ startedAt, logId }: RunColumns) => [sortable.moment(startedAt), sortable.id(logId)];

builder.queryField('ingestionRuns', (t) =>
  t.connection(
    {
      type: IngestionRun,
      nullable: true,
      ...nullOnError(
        'The loads of data that pass all given filters, the most recent first. For staff. For example `{ ingestionRuns(first: 5) { edges { node { status } } } }`.',
      ),
      args: {
        source: t.arg.string({ description: 'The code of the source: "BLS".' }),
        status: t.arg({ type: IngestionStatus, description: 'The state of the loads.' }),
      },
      resolve: async (_root, args, context, info) => {
        const { db } = context;
        const page = readPage(args, order);
        const keys = (table: RunColumns) => keyset(orderKeys(table), page);
        const query = t.drizzleQueryFromInfo(IngestionRun, {
          columns: { logId: true },
          extras: { position: (table: RunColumns) => keys(table).position },
          context,
          info,
          path: ['edges', 'node'],
        });
        const rows = await db.query.ingestionLogs.findMany({
          ...query,
          where: { RAW: (table) => and(runPasses(table, args), keys(table).where) ?? sql`true` },
          orderBy: (table) => keys(table).orderBy,
          limit: page.size + 1,
        });
        if (rows.length === 0) await checkCodes(context, { source: args.source });
        return {
          ...pageOf(page, rows),
          totalCount: async () => db.$count(ingestionLogs, runPasses(ingestionLogs, args)),
        };
      },
    },
    {
      name: 'IngestionRunConnection',
      description: 'A page of loads of data.',
      fields: (connection) => ({ totalCount: connection.int(totalCount('loads')) }),
    },
    { name: 'IngestionRunEdge', description: 'A load of data in a page.' },
  ),
);
