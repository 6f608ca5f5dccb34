import { type DocumentNode, GraphQLError } from 'graphql';
import type { Bounds } from './bounds.ts';
import { type DocumentSize, sizeOf } from './document-size.ts';

type Measure = keyof DocumentSize | 'tokens';

/** What is too much, and what to do about it. */
const REFUSALS: Readonly<Record<Measure, readonly [what: string, remedy: string]>> = {
  tokens: ['tokens', 'Send a shorter document.'],
  depth: ['levels of fields', 'Ask for what lies deeper in another request.'],
  fields: ['fields', 'Ask for fewer at a time.'],
  aliases: ['aliases', 'Ask for fewer at a time, or by a field that takes a list.'],
  directives: ['directives', 'Use fewer.'],
  rootFields: ['root fields', 'Ask for the others in another request.'],
};

const MEASURES = Object.keys(REFUSALS) as Measure[];

/**
 * In what a document is larger than it may be; it need not be valid.
 * @returns an error DOCUMENT_TOO_LARGE for each bound that it passes; none where it passes none
 */
export function excessesOf(document: DocumentNode, bounds: Bounds): GraphQLError[] {
  const size = { ...sizeOf(document), tokens: document.tokenCount ?? 0 };
  return MEASURES.filter((measure) => size[measure] > bounds[measure]).map((measure) => {
    const [what, remedy] = REFUSALS[measure];
    return new GraphQLError(`The document has ${size[measure]} ${what}; ${bounds[measure]} is the most. ${remedy}`, {
      extensions: { code: 'DOCUMENT_TOO_LARGE', measure, limit: bounds[measure] },
    });
  });
}
