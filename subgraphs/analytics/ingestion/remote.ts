import { parse } from 'graphql';
import { z } from 'zod';
import type { AnalyticsUpstream } from '../index.ts';
import type { Ingestion, Load } from './index.ts';

/** Maximum page size of `ingestionRuns`. */
const MOST = 200;

const DOCUMENT = parse(`{
  ingestionRuns(first: ${MOST}, status: SUCCEEDED) {
    edges { node { startedAt finishedAt source { code } series { code } } }
  }
}`);

const Moment = z.union([z.string(), z.date()]).transform((moment) => new Date(moment).toISOString());
const Code = z.object({ code: z.string() });
const IngestionRuns = z.object({
  ingestionRuns: z.object({
    edges: z.array(
      z.object({
        node: z.object({ startedAt: Moment, finishedAt: Moment.nullable(), source: Code, series: Code.nullable() }),
      }),
    ),
  }),
});

/**
 * Watches loads that a separate subgraph reports: the last 200 that began. If all of them are new, there may be more,
 * so a load of unknown series is reported too.
 * @param load connects to the subgraph; called once
 */
export function createRemoteIngestion(load: () => Promise<Pick<AnalyticsUpstream, 'execute' | 'close'>>): Ingestion {
  let connected: ReturnType<typeof load> | undefined;
  /** Undefined before the first look. */
  let known: ReadonlySet<string> | undefined;

  async function read(): Promise<Load[]> {
    connected ??= load();
    const { execute } = await connected;
    const { data, errors } = await execute({ document: DOCUMENT, context: { caller: { audience: 'internal' } } });
    if (errors?.[0]) throw errors[0];
    return IngestionRuns.parse(data).ingestionRuns.edges.map(({ node: { startedAt, finishedAt, source, series } }) => ({
      id: `${source.code}:${series?.code ?? ''}:${startedAt}`,
      series: series?.code,
      at: finishedAt ?? startedAt,
    }));
  }

  return {
    async look() {
      const loads = await read();
      const before = known;
      known = new Set(loads.map(({ id }) => id));
      const news = before ? loads.filter(({ id }) => !before.has(id)).reverse() : [];
      if (news.length < MOST) return news;
      return [...news, { id: `any:${news.at(-1)?.id}`, series: undefined, at: new Date().toISOString() }];
    },
    async close() {
      await (await connected)?.close();
    },
  };
}
