import { z } from 'zod';
import { createAnalytics } from '../../../subgraphs/analytics/index.ts';
import { type AnalyticsServer, createAnalyticsServer } from '../../../subgraphs/analytics/server.ts';

/** The answer of a view over a database. */
export interface ViewAnswer {
  readonly indicator: string;
  readonly level: string;
  /** How many regions of the level have a value. */
  readonly regions: number;
  readonly seconds: number;
}

/** The indicators of the catalogue, with the levels that they have values of. */
const CATALOGUE = '{ indicators { code coverage { levels { level regions } } } }';

/** A map, with what the view Choropleth of the site has. */
const MAP = `query ($indicator: String!, $level: RegionLevel!) {
  choropleth(indicator: $indicator, level: $level) {
    time
    classes { class lower upper count }
    regions { region { code name geometry(simplify: 2000, precision: 3) } value class }
  }
}`;

const Catalogue = z.object({
  indicators: z.array(
    z.object({
      code: z.string(),
      coverage: z.object({ levels: z.array(z.object({ level: z.string(), regions: z.number() })) }),
    }),
  ),
});

const MapAnswer = z.object({
  choropleth: z.object({
    classes: z.array(z.object({ count: z.number() })).min(1),
    regions: z.array(z.object({ region: z.object({ geometry: z.unknown() }), value: z.number().nullable() })),
  }),
});

/**
 * Serves the analytics of a database, without the gateway, and requests the map that has the most regions.
 * @param databaseUrl as the gateway's role
 * @throws an error if an answer has errors, or if no region has a value
 */
export async function answerView(databaseUrl: string): Promise<ViewAnswer> {
  const upstream = await createAnalytics({ databaseUrl });
  try {
    const server = createAnalyticsServer(upstream, { logging: false });
    const { indicators } = Catalogue.parse(await ask(server, CATALOGUE));
    const maps = indicators.flatMap(({ code, coverage }) => coverage.levels.map((each) => ({ code, ...each })));
    const [largest] = maps.toSorted((one, other) => other.regions - one.regions);
    if (!largest) throw new Error('No indicator has values of regions.');
    const { code: indicator, level } = largest;

    const begun = performance.now();
    const { choropleth } = MapAnswer.parse(await ask(server, MAP, { indicator, level }));
    const seconds = (performance.now() - begun) / 1_000;
    const regions = choropleth.regions.filter(({ value }) => value !== null).length;
    if (regions === 0) throw new Error(`No region of level ${level} has a value of ${indicator}.`);
    return { indicator, level, regions, seconds };
  } finally {
    await upstream.close();
  }
}

async function ask(server: AnalyticsServer, query: string, variables: object = {}): Promise<unknown> {
  const response = await server.fetch('http://analytics/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = z
    .object({ data: z.unknown(), errors: z.array(z.object({ message: z.string() })).optional() })
    .parse(await response.json());
  if (errors) throw new Error(errors.map(({ message }) => message).join(' '));
  return data;
}
