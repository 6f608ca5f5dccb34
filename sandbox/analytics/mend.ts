/**
 * Writes data/mended-boundaries.json: the packages' invalid boundaries as PostGIS mends them. They are stored in a file
 * because the embedded PostGIS of the sandbox can't be trusted with invalid geometry: it answers as if all were well.
 *
 *     node sandbox/analytics/mend.ts postgres://…   a PostgreSQL with PostGIS 3.2 or newer; nothing is left behind there
 */
import { writeFileSync } from 'node:fs';
import postgres from 'postgres';
import { packagedBoundaries } from './boundaries.ts';

const [databaseUrl] = process.argv.slice(2);
if (databaseUrl === undefined) throw new Error('Say which database mends: node sandbox/analytics/mend.ts postgres://…');

const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
const mended = await sql<{ code: string; geometry: string }[]>`
  SELECT code, ST_AsGeoJSON(ST_Multi(ST_CollectionExtract(ST_MakeValid(geom, 'method=structure'), 3)), 15, 0) AS geometry
  FROM (
    SELECT code, ST_GeomFromGeoJSON(geometry) AS geom
    FROM json_to_recordset(${JSON.stringify(packagedBoundaries())}::text::json) AS boundary (code text, geometry json)
  ) AS boundaries
  WHERE NOT ST_IsValid(geom)
  ORDER BY code`;
await sql.end();

const lines = mended.map(({ code, geometry }) => `${JSON.stringify(code)}: ${geometry}`);
writeFileSync(new URL('data/mended-boundaries.json', import.meta.url), `{\n${lines.join(',\n')}\n}\n`);
process.stdout.write(`${mended.length} boundaries mended\n`);
