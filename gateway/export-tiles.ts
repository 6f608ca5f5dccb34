import { Command, InvalidArgumentError } from 'commander';
import { exportTiles } from '../subgraphs/analytics/tiles/archive/export.ts';
import { MAX_ZOOM } from '../subgraphs/analytics/tiles/grid.ts';
import { readMapRequest } from '../subgraphs/analytics/tiles/request.ts';
import { messageOf } from '../subgraphs/common/message-of.ts';
import { databaseUrlOf } from './run/database-url.ts';

/** The default maximum zoom, for a country on one screen: closer maps should read `/tiles`. */
const USUAL_ZOOM = 8;

function zoom(text: string): number {
  const value = /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value <= MAX_ZOOM)) throw new InvalidArgumentError(`A whole number from 0 to ${MAX_ZOOM}.`);
  return value;
}

async function run(map: string, path: string, { maxZoom }: { readonly maxZoom: number }): Promise<void> {
  try {
    const databaseUrl = await databaseUrlOf(process.env, ['DATABASE_URL']);
    if (!databaseUrl)
      throw new Error('DATABASE_URL is not set, and no sandbox runs: set it to the analytics database.');
    const request = readMapRequest(new URL(map, 'http://localhost'));
    if (!request)
      throw new Error(`"${map}" is not a map: a map is /tiles/{level}.json with the parameters of its tiles.`);
    const onProgress = (message: string) => console.log(`… ${message}`);
    const { tiles, contents, size } = await exportTiles({ databaseUrl, map: request, path, maxZoom, onProgress });
    const counts = [tiles, contents].map((count) => count.toLocaleString('en'));
    console.log(`${path}: ${counts[0]} tiles, ${counts[1]} of them different, ${(size / 1e6).toFixed(1)} MB.`);
  } catch (error) {
    console.error(messageOf(error));
    process.exitCode = 1;
  }
}

await new Command('npm run export:tiles --')
  .description('Writes a whole map as one archive of vector tiles (PMTiles 3), for a bucket behind a CDN.')
  .argument('<map>', 'the map: "/tiles/county.json?indicator=UNEMPLOYMENT_RATE"')
  .argument('<file>', 'the archive to write')
  .option('--max-zoom <zoom>', 'the last zoom', zoom, USUAL_ZOOM)
  .action(run)
  .parseAsync();
