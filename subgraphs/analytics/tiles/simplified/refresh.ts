import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { sql } from 'drizzle-orm';
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { messageOf } from '../../../common/message-of.ts';
import { migrateOwned } from '../../../migrations/migrate.ts';
import { owners } from '../../../migrations/owners.ts';
import { allLevels, levels, type RegionLevel } from '../../dialect/levels.ts';
import { toleranceAt } from '../grid.ts';
import { fingerprintOf, LAST_STORED_ZOOM } from './freshness.ts';
import { simplifiedBoundaries, simplifiedLevels } from './tables.ts';

export interface RefreshOptions {
  /** The analytics database, with a role that may create tables in schema `gateway` and read schema `geospatial`. */
  readonly databaseUrl: string;
  /** Also refreshes the levels that are fresh. */
  readonly force?: boolean;
  /** Called with each level when it is done. */
  readonly onProgress?: (message: string) => void;
}

/**
 * Creates missing tables of simplified borders, and refills them for every level whose boundary table has changed. Each
 * level is replaced in one transaction: until then, tiles use the old borders.
 * @returns the number of borders of each refreshed level, over all zooms
 */
export async function refreshTiles({ databaseUrl, force = false, onProgress = () => {} }: RefreshOptions) {
  await migrateBorders(databaseUrl);
  const client = postgres(databaseUrl, {
    max: 1,
    onnotice: () => {},
    connection: { application_name: 'chronos-graph refresh:tiles' },
  });
  const db = drizzle({ client });
  const refreshed = new Map<RegionLevel, number>();
  try {
    await db.execute(GRANTS);
    for (const level of allLevels) {
      const borders = await db.transaction((tx) => refreshLevel(tx, level, force));
      if (borders === undefined) onProgress(`${level}: fresh already`);
      else {
        refreshed.set(level, borders);
        onProgress(`${level}: ${borders.toLocaleString('en')} borders, zooms 0 to ${LAST_STORED_ZOOM}`);
      }
    }
    await db.execute(sql`analyze ${simplifiedBoundaries}`);
  } finally {
    await client.end();
  }
  return refreshed;
}

/** Lets the gateway's role read the tables, whichever role created them. */
const GRANTS = sql`
  do $$
  begin
    if exists (select from pg_roles where rolname = 'chronos_gateway') then
      grant select on ${simplifiedBoundaries}, ${simplifiedLevels} to chronos_gateway;
    end if;
  end
  $$`;

type Transaction = Parameters<Parameters<PostgresJsDatabase['transaction']>[0]>[0];

/** @returns the number of stored borders; undefined if nothing had changed */
async function refreshLevel(tx: Transaction, level: RegionLevel, force: boolean): Promise<number | undefined> {
  // Two parallel refreshes would store everything twice. With the lock, the second finds the level fresh.
  await tx.execute(sql`lock table ${simplifiedLevels} in share row exclusive mode`);
  const [current] = await tx
    .select({ fresh: sql<boolean>`${simplifiedLevels.fingerprint} = ${fingerprintOf(level)}` })
    .from(simplifiedLevels)
    .where(sql`${simplifiedLevels.level} = ${level}`);
  if (current?.fresh && !force) return undefined;

  await tx.delete(simplifiedBoundaries).where(sql`${simplifiedBoundaries.level} = ${level}`);
  await tx.delete(simplifiedLevels).where(sql`${simplifiedLevels.level} = ${level}`);
  await tx.execute(sql`
    insert into ${simplifiedLevels} (level, fingerprint, regions)
    select ${level}, ${fingerprintOf(level)}, count(*) from ${levels[level].table}`);
  let borders = 0;
  for (let zoom = 0; zoom <= LAST_STORED_ZOOM; zoom += 1) {
    const [stored] = await tx.execute<{ borders: number }>(sql`
      with stored as (insert into ${simplifiedBoundaries} (level, code, zoom, geom)
      select ${level}, code, ${zoom}::smallint, st_multi(simple.geom)
      from ${levels[level].table}
      cross join lateral (
        select st_collectionextract(
          st_transform(st_simplify(geom, ${toleranceAt(zoom)}::double precision, true), 3857), 3
        ) as geom
      ) as simple
      where not st_isempty(simple.geom)
      returning 1)
      select count(*)::integer as borders from stored`);
    borders += stored?.borders ?? 0;
  }
  return borders;
}

const SETTINGS = [
  '  MIGRATOR_DATABASE_URL  the analytics database, as chronos_migrator of deploy/grants.sql: for example',
  '                         postgres://chronos_migrator:password@127.0.0.1:5432/chronos',
].join('\n');

async function run(options: { force?: true }): Promise<void> {
  try {
    const databaseUrl = process.env.MIGRATOR_DATABASE_URL || process.env.GATEWAY_DATABASE_URL;
    if (!databaseUrl) throw new Error(`Set MIGRATOR_DATABASE_URL.\n${SETTINGS}`);
    await refreshTiles({ databaseUrl, ...options, onProgress: (message) => console.log(`… ${message}`) });
    console.log('Tiles are made from borders that are simplified already.');
  } catch (error) {
    console.error(messageOf(error));
    process.exitCode = 1;
  }
}

if (import.meta.main) {
  await new Command('refresh:tiles')
    .description('Simplifies the borders of all regions for each zoom of the map, ahead of time. Safe to run again.')
    .option('--force', 'also those that have not changed')
    .addHelpText('after', `\nSettings (environment):\n${SETTINGS}`)
    .action(run)
    .parseAsync();
}

/**
 * Creates the tables of simplified borders in schema `gateway`, or brings them up to date. Touches that schema alone.
 * @throws Error that names what the database refused
 */
export async function migrateBorders(databaseUrl: string): Promise<void> {
  const folder = fileURLToPath(new URL('../../migrations', import.meta.url));
  try {
    await migrateOwned({ databaseUrl, folder, owner: owners.borders });
  } catch (cause) {
    const reason = messageOf(cause);
    throw new Error(`The tables of simplified borders could not be migrated: ${reason}\n${REMEDY}`, { cause });
  }
}

const REMEDY =
  'MIGRATOR_DATABASE_URL must name the analytics database, as a role that may create tables in schema gateway: ' +
  'chronos_migrator of deploy/grants.sql.';
