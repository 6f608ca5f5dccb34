import type { Database } from '../client.ts';
import { levels, type RegionLevel } from '../dialect/levels.ts';
import { type CodeKind, findLevels, findUnknownCodes } from '../dialect/queries/unknown-codes.ts';
import { badInput } from './bounds.ts';
import type { AnalyticsContext } from './builder.ts';
import { parentByCode } from './region.ts';

const LIST = new Intl.ListFormat('en', { type: 'disjunction' });

/**
 * Checks codes in arguments. An unknown code makes a lookup field null, but an argument that filters, orders or
 * measures by an unknown code is refused.
 * @param codes by the name of the argument, which is also the kind of thing; nulls are not checked
 * @throws BAD_USER_INPUT that lists near matches, for an unknown code
 */
export async function checkCodes(
  database: Database,
  codes: Partial<Record<CodeKind, string | readonly string[] | null | undefined>>,
): Promise<void> {
  // In series: of several unknown codes, the same one is always refused.
  for (const kind of ['source', 'indicator', 'region'] as const) {
    await checkKind(database, kind, kind, [codes[kind] ?? []].flat());
  }
}

/** Refuses an indicator that a statement did not find. @throws BAD_USER_INPUT that lists near matches */
export async function refuseIndicator(database: Database, indicator: string | null): Promise<never> {
  await checkCodes(database, { indicator });
  throw badInput(`indicator: "${indicator}" is new: try again.`);
}

async function checkKind(
  database: Database,
  argument: string,
  kind: CodeKind,
  codes: readonly string[],
  among?: readonly RegionLevel[],
) {
  const [unknown] = codes.length > 0 ? await findUnknownCodes(database, kind, codes, among) : [];
  if (!unknown) return;
  const { code, near } = unknown;
  const matches = near.map(({ code, name }) => (kind === 'region' ? `"${code}" (${name})` : `"${code}"`));
  const hint = matches.length > 0 ? ` Did you mean ${LIST.format(matches)}?` : '';
  throw badInput(`${argument}: there is no ${kind} "${code}".${hint}`);
}

/** @throws BAD_USER_INPUT that lists the levels at which an indicator has figures, if the level is not one of them */
export async function checkLevel(context: AnalyticsContext, indicator: string, level: RegionLevel): Promise<void> {
  const found = await findLevels(context, indicator);
  if (found.includes(level)) return;
  const others = found.length > 0 ? `It has some of ${LIST.format(found)}.` : 'It has none of any level.';
  throw badInput(`level: "${indicator}" has no figures of level ${level}. ${others}`);
}

/** @throws BAD_USER_INPUT if no region of the level can have this parent, with near matches for an unknown code */
export async function checkParent(context: AnalyticsContext, parent: string, level: RegionLevel): Promise<void> {
  if (await parentByCode(context, parent, level)) return;
  const { parents } = levels[level];
  if (parents.length > 0) await checkKind(context, 'parent', 'region', [parent], parents);
  throw badInput(`parent: "${parent}" is not a region that contains regions of level ${level}.`);
}
