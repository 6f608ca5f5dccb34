import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import { array } from './arrays.ts';
import { dataSources, sourceIdOf } from './tables.ts';

/** Selects the code of a series' source. The series' own code is unique only within its source. */
export function sourceCode({ sourceId }: { sourceId: SQLWrapper }): SQL<string> {
  return sql`(select code from ${dataSources} where source_id = ${sourceId})`;
}

/**
 * Finds series by their full codes, "SOURCE:CODE"; other texts match no series. Codes of one source (the usual case)
 * are looked up in that source's part of the index, codes of several sources pair by pair.
 */
export function hasCode(columns: CodeColumns, codes: readonly string[]): SQL {
  const { sources, ownCodes } = partsOf(codes);
  const [source = ''] = sources;
  if (!sources.every((each) => each === source)) return isOneOf(columns, codes);
  return sql`(${columns.sourceId} = ${sourceIdOf(source)} and ${columns.code} = any(${array('text', ownCodes)}))`;
}

/** Does the same, but is true or false for every series, never null: for conditions that can be negated. */
export function isOneOf({ sourceId, code }: CodeColumns, codes: readonly string[]): SQL {
  const { sources, ownCodes } = partsOf(codes);
  return sql`(${sourceId}, ${code}) in (
    select source.source_id, requested.code
    from unnest(${array('text', sources)}, ${array('text', ownCodes)}) as requested (source, code)
    join ${dataSources} as source on source.code = requested.source
  )`;
}

interface CodeColumns {
  readonly sourceId: SQLWrapper;
  readonly code: SQLWrapper;
}

function partsOf(codes: readonly string[]) {
  return {
    sources: codes.map((full) => full.slice(0, Math.max(full.indexOf(':'), 0))),
    ownCodes: codes.map((full) => full.slice(full.indexOf(':') + 1)),
  };
}
