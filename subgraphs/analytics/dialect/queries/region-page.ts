import { and, or, type SQL, sql } from 'drizzle-orm';
import { createPromiseCache } from '../../../common/promise-cache.ts';
import type { Database } from '../../client.ts';
import { array } from '../arrays.ts';
import { keyset, type ListOrder, type PageRequest, sortable } from '../keyset.ts';
import { levelLiteral, levels, type RegionLevel, regionFields } from '../levels.ts';
import { indicators } from '../tables.ts';
import { indicatorsOf, indicatorValues, type RegionWhere, regionPasses } from '../where.ts';

export interface RegionFilter {
  readonly level: RegionLevel;
  /** The code of their parent. */
  readonly parent?: string | null | undefined;
  /** A part of the name or the French name, or the start of the code; upper or lower case. */
  readonly search?: string | null | undefined;
  readonly box?: Box | undefined;
  readonly where?: RegionWhere | null | undefined;
}

/** An order by the latest value of an indicator, then by name and code; regions without a value are last. */
export interface RegionOrder {
  /** The code of the indicator. */
  readonly indicator: string;
  readonly direction: 'ASC' | 'DESC';
}

/** Returns an order of regions for page requests and cursors; undefined: by name and code. */
export function listOrder(order: RegionOrder | undefined): ListOrder {
  if (!order) return { keys: 2 };
  const { indicator, direction } = order;
  return { keys: 3, descending: direction === 'DESC', name: `${direction} ${indicator}` };
}

/** A box in degrees; west is greater than east if it crosses the antimeridian (RFC 7946, section 5.2). */
export type Box = readonly [west: number, south: number, east: number, north: number];

/**
 * Finds a page of a level's regions, with one extra row if there are more: see `keyset`. A row is sound if all indicators
 * of the page's filter and order exist, and the region has a value to be ordered by.
 */
export async function findRegionPage(
  { db }: Database,
  filter: RegionFilter,
  order: RegionOrder | undefined,
  page: PageRequest,
) {
  const { level } = filter;
  const keys = [regionFields.name, regionFields.code];
  if (order) keys.unshift(sortable.number(sql`ordering.value`, order.direction === 'DESC' ? '' : '~'));
  const { where, orderBy, limit, position } = keyset(keys, page);
  const isSound = and(areKnown(filter, order), order && sql`ordering.value is not null`) ?? sql`true`;
  return db
    .select({ level: levelLiteral(level), ...regionFields, isSound: sql<boolean>`${isSound}`, position })
    .from(sql`${levels[level].table} as region ${order ? indicatorValues(level, order.indicator) : sql``}`)
    .where(and(passes(filter), where))
    .orderBy(...orderBy)
    .limit(limit);
}

/** Returns the codes of the indicators that a page is filtered and ordered by. */
export function indicatorsOfPage({ where }: RegionFilter, order: RegionOrder | undefined): readonly string[] {
  return indicatorsOf({ and: [where ?? {}, order ? { indicator: { code: order.indicator } } : {}] });
}

function areKnown(filter: RegionFilter, order: RegionOrder | undefined): SQL | undefined {
  const codes = indicatorsOfPage(filter, order);
  if (codes.length === 0) return undefined;
  return sql`(select count(*) from ${indicators} where code = any(${array('text', codes)})) = ${codes.length}::integer`;
}

/** Counts the regions of a level that pass a filter. */
export async function countRegions({ db }: Database, filter: RegionFilter): Promise<number> {
  return db.$count(sql`${levels[filter.level].table} as region`, passes(filter));
}

/** The text that a search looks at. The database has an index on exactly this expression. */
const SEARCHED = sql`(region.name || ' ' || coalesce(region.name_fr, '') || ' ' || region.code)`;

function passes({ level, parent, search, box, where }: RegionFilter): SQL | undefined {
  const { code, name, nameFr, parentCode } = regionFields;
  const words = search?.trim().replace(/[\\%_]/g, '\\$&');
  return and(
    parent == null ? undefined : sql`${parentCode} = ${parent}`,
    words
      ? sql`${SEARCHED} ilike ${`%${words}%`}
          and (${name} ilike ${`%${words}%`} or ${nameFr} ilike ${`%${words}%`} or ${code} ilike ${`${words}%`})`
      : undefined,
    where ? regionPasses(level, where) : undefined,
    box ? or(...piecesOf(box).map((piece) => sql`st_intersects(region.geom, ${envelope(piece)})`)) : undefined,
  );
}

/** Splits a box at the antimeridian, as stored geometry is. */
function piecesOf([west, south, east, north]: Box): Box[] {
  if (west <= east) return [[west, south, east, north]];
  return [
    [west, south, 180, north],
    [-180, south, east, north],
  ];
}

function envelope(box: Box): SQL {
  const corners = box.map((degrees) => sql`${degrees}::double precision`);
  return sql`st_makeenvelope(${sql.join(corners, sql`, `)}, 4326)`;
}

/**
 * Creates a corrector of searches for regions: it replaces a search that no region of the level matches by the most
 * similar name. It caches results for a minute, so that a list's pages and count agree.
 * @param shared a database that does not end with a client request
 */
export function regionCorrector(shared: Database) {
  const corrections = createPromiseCache<string | undefined>({ max: 1_000, ttlMs: 60_000 });
  return (level: RegionLevel, search: string) =>
    corrections(`${level} ${search}`, async () =>
      (await countRegions(shared, { level, search })) > 0 ? undefined : nearestName(shared, level, search),
    );
}

/** Least word_similarity of a search and a name, from 0 to 1: below it, texts are similar by chance. */
const LEAST_LIKENESS = sql.raw('0.5');

/** Finds the English or French name that is most similar to a search by pg_trgm; the shortest if several are. */
async function nearestName({ db }: Database, level: RegionLevel, search: string): Promise<string | undefined> {
  const [nearest] = await db
    .select({ name: sql<string>`name` })
    .from(
      sql`(
          select name, word_similarity(${search}, name) as likeness
          from (select name from ${levels[level].table} union select name_fr from ${levels[level].table}) as named
        ) as measured`,
    )
    .where(sql`likeness >= ${LEAST_LIKENESS}`)
    .orderBy(sql`likeness desc, length(name), name collate "C"`)
    .limit(1);
  return nearest?.name;
}
