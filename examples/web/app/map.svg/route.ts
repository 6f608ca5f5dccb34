import { SiteBordersDocument, SiteMapDocument } from '@chronos-graph/views';
import { LRUCache } from 'lru-cache';
import { refusal } from '@/lib/download.ts';
import { ask } from '@/lib/graph.ts';
import { type MapAddress, mapAddress, readMapAddress } from '@/lib/map-address.ts';
import { mapSvg } from '@/lib/map-svg.ts';
import { part } from '@/lib/part.ts';
import { NOBODY } from '@/lib/session.ts';
import { borderedOf, shapesOf } from '@/lib/shapes.ts';

/** How far borders may stray from the true ones, in metres, and their decimals of a degree: no more than a pixel shows. */
const OF_A_COUNTRY = { simplify: 3_500, precision: 2 };
const OF_A_STATE = { simplify: 400, precision: 3 };
const OF_CANADA = { simplify: 6_000, precision: 2 };

const HOUR_S = 3_600;
const MEBIBYTE = 2 ** 20;

/** Pictures that were drawn, by their addresses: a map of all counties costs the gateway some 140,000 points. */
const drawn = new LRUCache<string, string>({
  maxSize: 32 * MEBIBYTE,
  sizeCalculation: ({ length }) => length,
  ttl: HOUR_S * 1_000,
});

/** A map as a picture: the same for everybody. */
export async function GET(request: Request): Promise<Response> {
  const address = readMapAddress(new URL(request.url).searchParams);
  if (!address) return refusal([], 'map');
  const key = mapAddress(address);
  const stored = drawn.get(key);
  if (stored !== undefined) return svg(stored);
  const { indicator, bounds } = address;
  const { shapes, errors } = indicator ? await choropleth(indicator, address) : await borders(address);
  if (!shapes) return refusal(errors, 'map');
  const picture = mapSvg({ ...shapes, bounds });
  drawn.set(key, picture);
  return svg(picture);
}

function svg(picture: string): Response {
  return new Response(picture, {
    headers: { 'content-type': 'image/svg+xml', 'cache-control': `public, max-age=${HOUR_S}` },
  });
}

async function choropleth(indicator: string, { level, parent, at }: MapAddress) {
  const whole = parent === null;
  const variables = { indicator, level, parent, at, whole, ...(whole ? OF_A_COUNTRY : OF_A_STATE) };
  const { data, errors } = await ask(SiteMapDocument, variables, NOBODY);
  return { shapes: part(() => shapesOf(data)), errors };
}

async function borders({ level }: MapAddress) {
  const { data, errors } = await ask(SiteBordersDocument, { level, ...OF_CANADA }, NOBODY);
  return { shapes: part(() => borderedOf(data)), errors };
}
