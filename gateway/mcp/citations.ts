import {
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  parse,
  type SelectionNode,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { elements, isJsonObject, property } from '../../subgraphs/common/json.ts';
import { fragmentsOf } from '../../subgraphs/common/syntax.ts';

/** The identity and the source of a figure. Facts that the database does not have are absent, never inferred. */
export interface Citation {
  readonly kind: 'series' | 'indicator';
  /** "BLS:CES0000000001", "UNEMPLOYMENT_RATE". */
  readonly code: string;
  readonly title: unknown;
  readonly units: unknown;
  /** The moment of the newest figure. */
  readonly date: unknown;
  /** The first and the last day that have figures. */
  readonly from?: unknown;
  readonly to?: unknown;
  readonly source?: unknown;
  readonly license?: unknown;
  /** When figures of the source were last loaded. */
  readonly retrievedAt?: unknown;
  /** The series' own page if series have pages, else the source's page. */
  readonly url?: unknown;
}

/** The fields of a source that citations have. */
export const SOURCE = 'source { name homepageUrl license freshness { lastSuccessAt } }';

const INDICATOR = '__typename time indicator { code name units }';

const SERIES = `__typename code title units startsOn endsOn latest { time } ${SOURCE}`;

/** By type, the fields that identify its figures. */
const FIELDS: ReadonlyMap<string, readonly SelectionNode[]> = new Map([
  ['Series', selectionsOf(SERIES)],
  ['SeriesComparison', selectionsOf(`with { ${SERIES} }`)],
  ['RegionIndicator', selectionsOf(INDICATOR)],
  ['Choropleth', selectionsOf(INDICATOR)],
  ['Panel', selectionsOf('__typename dates indicator { code name units }')],
]);

/** Adds the identifying fields to each selection of figures. */
export function withCitations(schema: GraphQLSchema, document: DocumentNode): DocumentNode {
  const info = new TypeInfo(schema);
  return visit(
    document,
    visitWithTypeInfo(info, {
      SelectionSet: {
        leave(node) {
          const added = FIELDS.get(info.getParentType()?.name ?? '');
          return added ? { ...node, selections: [...node.selections, ...added] } : undefined;
        },
      },
    }),
  );
}

/**
 * Finds the citations in the data of an operation from `withCitations`. Reads only fields with selections: an
 * upstream's JSON values have no citations.
 */
export function citationsIn(document: DocumentNode, data: unknown): Citation[] {
  const fragments = fragmentsOf(document);
  const found = new Map<string, Citation>();

  function read({ selections }: SelectionSetNode, value: unknown): void {
    if (Array.isArray(value)) {
      for (const each of value) read({ kind: Kind.SELECTION_SET, selections }, each);
      return;
    }
    if (!isJsonObject(value)) return;
    const citation = citationOf(value);
    if (citation) add(found, citation);
    for (const each of selections) {
      if (each.kind === Kind.INLINE_FRAGMENT) read(each.selectionSet, value);
      else if (each.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(each.name.value);
        if (fragment) read(fragment.selectionSet, value);
      } else if (each.selectionSet) read(each.selectionSet, value[(each.alias ?? each.name).value]);
    }
  }

  for (const each of document.definitions) if (each.kind === Kind.OPERATION_DEFINITION) read(each.selectionSet, data);
  return [...found.values()];
}

/** Adds a citation. For the same indicator at several places, the newest date is cited. */
function add(found: Map<string, Citation>, citation: Citation): void {
  const key = `${citation.kind} ${citation.code}`;
  const before = found.get(key);
  if (!before || String(before.date) < String(citation.date)) found.set(key, citation);
}

function citationOf(value: Readonly<Record<string, unknown>>): Citation | undefined {
  const { __typename: type, indicator, time, dates } = value;
  if (type === 'Series') return seriesCitation(value);
  if (!FIELDS.has(String(type)) || !isJsonObject(indicator) || typeof indicator.code !== 'string') return undefined;
  const { code, name: title, units } = indicator;
  return { kind: 'indicator', code, title, units, date: type === 'Panel' ? elements(dates).at(-1) : time };
}

function seriesCitation(series: Readonly<Record<string, unknown>>): Citation | undefined {
  const { code, title, units, startsOn, endsOn, latest, source } = series;
  if (typeof code !== 'string') return undefined;
  const newest = property(latest, 'time');
  return { kind: 'series', code, title, units, date: newest, from: startsOn, to: endsOn, ...sourceOf(source) };
}

/** Reads the part of a citation that comes from its source. */
export function sourceOf(source: unknown): Pick<Citation, 'source' | 'license' | 'retrievedAt' | 'url'> {
  return {
    source: property(source, 'name'),
    license: property(source, 'license'),
    retrievedAt: property(property(source, 'freshness'), 'lastSuccessAt'),
    url: property(source, 'homepageUrl'),
  };
}

function selectionsOf(fields: string): readonly SelectionNode[] {
  const [operation] = parse(`{ ${fields} }`, { noLocation: true }).definitions;
  return operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet.selections : [];
}
