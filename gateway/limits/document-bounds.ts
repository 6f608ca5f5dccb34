import { type DocumentNode, GraphQLError } from 'graphql';
import type { Bounds } from './bounds.ts';
import { type DocumentSize, sizeOf } from './document-size.ts';

type Measure = keyof DocumentSize | 'tokens' | 'bytes';

/** What is too much, and what to do about it. */
const REFUSALS: Readonly<Record<Measure, readonly [what: string, remedy: string]>> = {
  bytes: ['bytes', 'Send a shorter document: comments and white space count.'],
  tokens: ['tokens', 'Send a shorter document.'],
  depth: ['levels of fields', 'Ask for what lies deeper in another request.'],
  fields: ['fields', 'Ask for fewer at a time.'],
  aliases: ['aliases', 'Ask for fewer at a time, or by a field that takes a list.'],
  directives: ['directives', 'Use fewer.'],
  rootFields: ['root fields', 'Ask for the others in another request.'],
};

const MEASURES = ['tokens', 'depth', 'fields', 'aliases', 'directives', 'rootFields'] as const;

/**
 * Whether the text of a document is longer than it may be; it need not be a document.
 * @throws GraphQLError DOCUMENT_TOO_LARGE, HTTP 400
 */
export function checkBytes(text: string, bounds: Bounds): void {
  // No character is less than a byte, and counting is for texts that can be too long.
  if (text.length * MAX_BYTES_OF_CHARACTER <= bounds.bytes) return;
  const bytes = Buffer.byteLength(text);
  if (bytes > bounds.bytes) throw excess('bytes', bytes, bounds, { http: { status: 400, spec: true } });
}

/** Of one of JavaScript's, in UTF-8. */
const MAX_BYTES_OF_CHARACTER = 3;

/**
 * In what a document is larger than it may be; it need not be valid.
 * @returns an error DOCUMENT_TOO_LARGE for each bound that it passes; none where it passes none
 */
export function excessesOf(document: DocumentNode, bounds: Bounds): GraphQLError[] {
  const size = { ...sizeOf(document), tokens: document.tokenCount ?? 0 };
  return MEASURES.filter((measure) => size[measure] > bounds[measure]).map((measure) =>
    excess(measure, size[measure], bounds),
  );
}

function excess(measure: Measure, size: number, bounds: Bounds, extensions = {}): GraphQLError {
  const [what, remedy] = REFUSALS[measure];
  const limit = bounds[measure];
  return new GraphQLError(`The document has ${size} ${what}; ${limit} is the most. ${remedy}`, {
    extensions: { code: 'DOCUMENT_TOO_LARGE', measure, limit, ...extensions },
  });
}
