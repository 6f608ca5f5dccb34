import { parse } from 'graphql';
import type { GraphQLResult, Upstream, UpstreamRequest } from '../contract/upstream.ts';
import { createOperationWriter } from '../contract/write-operation.ts';
import type { Checks } from '../response/graph-layout.ts';
import { problemOf } from '../transport/observed.ts';
import { createResponseWriter } from './dialect/read.ts';
import { analyticsSchema } from './schema/index.ts';
import { rowFilters } from './schema/row-filters.ts';

/** The analytics upstream. Its schema is our own, so it can also execute documents from its server and its readers. */
export interface AnalyticsUpstream extends Upstream {
  execute(request: UpstreamRequest): Promise<GraphQLResult>;
}

/** What an analytics upstream executes documents by. */
type Connection = Pick<AnalyticsUpstream, 'execute' | 'health' | 'close'>;

/** Creates the upstream over a connection. It requests `PROBE` once. @param checks checks of values of another process */
export async function createUpstream(connection: Connection, checks?: Checks): Promise<AnalyticsUpstream> {
  const { execute } = connection;
  const write = createOperationWriter();
  const responseOf = createResponseWriter(checks);
  const { errors } = await execute({ document: PROBE, context: { caller: { audience: 'public' } } });
  return {
    name: 'analytics',
    schema: analyticsSchema(),
    schemaFrom: 'code',
    problem: errors?.[0] && problemOf(errors[0]),
    lookups,
    rowFilters,
    fetch: async (operation, context) => responseOf(operation, await execute({ ...write(operation), context })),
    ...connection,
  };
}

/** The root fields that only links use. */
export const lookups = [
  'seriesByCodes',
  'regionsByCodes',
  'indicatorsByCodes',
  'regionCodes',
  'regionCount',
  'seriesCodes',
  'seriesCount',
] as const;

/** A query that every analytics database can answer: its failure is reported to the operator. */
export const PROBE = parse('{ dataSources { code } }');
