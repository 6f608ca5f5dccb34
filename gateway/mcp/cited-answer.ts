import { type DocumentNode, print } from 'graphql';
import { elements, property } from '../../subgraphs/common/json.ts';
import { type Citation, citationsIn, SOURCE, sourceOf } from './citations.ts';
import { refusalOf, type ToolContext, type ToolResult } from './tool.ts';
import type { ExecuteOperation, ToolOperation } from './tool-exchange.ts';
import { unknownIn } from './unknown.ts';

/**
 * Answers an operation, with the citations of its figures and its unknown codes.
 * @param document the operation, with the fields of citations: see `withCitations`
 */
export async function citedAnswer(
  document: DocumentNode,
  operation: Omit<ToolOperation, 'document'>,
  { execute, seriesPage }: Pick<ToolContext, 'execute' | 'seriesPage'>,
): Promise<ToolResult> {
  const { data, errors = [] } = await execute({ ...operation, document: print(document) });
  if (!data) return { refused: refusalOf(errors) };
  const [citations, unknown] = await Promise.all([
    withSources(citationsIn(document, data), execute),
    unknownIn(document, operation.variables ?? {}, { data, errors }, execute),
  ]);
  return {
    found: {
      data,
      ...(errors.length > 0 && { errors }),
      ...(unknown.length > 0 && { unknown }),
      citations: citations.map((citation) => withPage(citation, seriesPage)),
    },
  };
}

function withPage(citation: Citation, page: string | undefined): Citation {
  if (page === undefined || citation.kind !== 'series') return citation;
  return { ...citation, url: page.replace('{code}', () => encodeURIComponent(citation.code)) };
}

/** Maximum number of an answer's indicators that are cited with their sources. */
const SOURCED = 5;

const SOURCES = `query SourcesOfIndicator($code: String!) {
  seriesCatalog(indicator: $code, first: 50) { edges { node { ${SOURCE} } } }
}`;

/** Adds the sources of indicators, which are the sources of their series. */
async function withSources(citations: readonly Citation[], execute: ExecuteOperation): Promise<readonly Citation[]> {
  const indicators = citations.filter(({ kind }) => kind === 'indicator').slice(0, SOURCED);
  const sourced = await Promise.all(
    indicators.map(async (citation) => ({ ...citation, ...(await sourcesOf(citation, execute)) })),
  );
  return citations.map(
    (citation) => sourced.find(({ code, kind }) => kind === citation.kind && code === citation.code) ?? citation,
  );
}

async function sourcesOf({ code }: Citation, execute: ExecuteOperation): Promise<Partial<Citation>> {
  const { data } = await execute({ document: SOURCES, variables: { code } });
  const sources = elements(property(data?.seriesCatalog, 'edges')).map((edge) =>
    sourceOf(property(property(edge, 'node'), 'source')),
  );
  const different = new Map(sources.map((source) => [source.source, source]));
  const [only, another] = different.values();
  if (!only) return {};
  return another ? { source: [...different.keys()] } : only;
}
