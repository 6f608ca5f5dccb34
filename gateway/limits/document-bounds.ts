import { type DocumentNode, GraphQLError } from 'graphql';
import { isJsonObject } from '../../subgraphs/common/json.ts';
import type { Bounds } from './bounds.ts';
import { type DocumentSize, sizeOf } from './document-size.ts';
import { variablesSize } from './input-size.ts';

type Measure = keyof DocumentSize | 'tokens' | 'bytes';

/** The unit of each measure, and the remedy for an excess. */
const REFUSALS: Readonly<Record<Measure, readonly [what: string, remedy: string]>> = {
  bytes: ['bytes', 'Send a shorter document: comments and white space count.'],
  tokens: ['tokens', 'Send a shorter document.'],
  depth: ['levels of fields', 'Request the deeper fields separately.'],
  fields: ['fields', 'Request fewer at a time.'],
  aliases: ['aliases', 'Request fewer at a time, or by a field that takes a list.'],
  directives: ['directives', 'Use fewer.'],
  rootFields: ['root fields', 'Request the others in another request.'],
  inputFields: ['conditions and fields of input', 'Give fewer, or one list of values instead of many conditions.'],
  inputItems: ['items in lists of input', 'Give the others in another request.'],
  inputDepth: ['levels of input', 'Nest conditions less.'],
  inputText: ['characters in a text', 'Give a shorter one.'],
};

const INPUTS = ['inputFields', 'inputItems', 'inputDepth', 'inputText'] as const;
const MEASURES = ['tokens', 'depth', 'fields', 'aliases', 'directives', 'rootFields', ...INPUTS] as const;

/**
 * Checks the length of a document's text, before it is parsed.
 * @throws GraphQLError DOCUMENT_TOO_LARGE, HTTP 400, where it is too long
 */
export function checkBytes(text: string, bounds: Bounds): void {
  const bytes = Buffer.byteLength(text);
  if (bytes > bounds.bytes) throw excess('bytes', bytes, bounds, { http: { status: 400, spec: true } });
}

/**
 * Checks the size of variables.
 * @returns an error VARIABLES_TOO_LARGE, HTTP 400, for the first bound that they exceed
 */
export function variablesRefusal(variables: unknown, bounds: Bounds): GraphQLError | undefined {
  if (!isJsonObject(variables)) return undefined;
  const size = variablesSize(variables);
  const measure = INPUTS.find((each) => size[each] > bounds[each]);
  if (!measure) return undefined;
  const extensions = { code: 'VARIABLES_TOO_LARGE', http: { status: 400, spec: true } };
  return excess(measure, size[measure], bounds, extensions, 'The variables have');
}

/**
 * Checks the size of a document, which may be invalid.
 * @returns an error DOCUMENT_TOO_LARGE for each bound that it exceeds
 */
export function excessesOf(document: DocumentNode, bounds: Bounds): GraphQLError[] {
  const size = { ...sizeOf(document), tokens: document.tokenCount ?? 0 };
  return MEASURES.filter((measure) => size[measure] > bounds[measure]).map((measure) =>
    excess(measure, size[measure], bounds),
  );
}

function excess(
  measure: Measure,
  size: number,
  bounds: Bounds,
  extensions = {},
  subject = 'The document has',
): GraphQLError {
  const [what, remedy] = REFUSALS[measure];
  const limit = bounds[measure];
  return new GraphQLError(`${subject} ${size} ${what}; the limit is ${limit}. ${remedy}`, {
    extensions: { code: 'DOCUMENT_TOO_LARGE', measure, limit, ...extensions },
  });
}
