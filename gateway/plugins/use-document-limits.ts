import { type DocumentNode, GraphQLError, NoSchemaIntrospectionCustomRule, parse } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Audience } from '../graph/audiences.ts';
import type { Bounds } from '../limits/bounds.ts';
import { type DocumentSize, sizeOf } from '../limits/document-size.ts';
import { identityOf } from './use-identity.ts';

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

/** Refuses a document that is larger than its audience's bounds, before any time goes into validating it. */
export function useDocumentLimits(bounds: Readonly<Record<Audience, Bounds>>): Plugin {
  const maxTokens = Math.max(...Object.values(bounds).map(({ tokens }) => tokens));
  return {
    // What was parsed is kept for all audiences: the largest bound ends the parser, each one's own is looked at below.
    onParse({ setParseFn }) {
      setParseFn((source: Parameters<typeof parse>[0], options: object) => parse(source, { ...options, maxTokens }));
    },
    onValidate({ context, params: { documentAST }, setResult, addValidationRule }) {
      const { request } = context as { readonly request: Request };
      const allowed = bounds[identityOf(request).audience];
      const errors = excessesOf(documentAST, allowed);
      if (errors.length > 0) setResult(errors);
      if (!allowed.introspection) addValidationRule(NoSchemaIntrospectionCustomRule);
    },
  };
}

function excessesOf(document: DocumentNode, bounds: Bounds): GraphQLError[] {
  const size = { ...sizeOf(document), tokens: document.tokenCount ?? 0 };
  return MEASURES.filter((measure) => size[measure] > bounds[measure]).map((measure) => {
    const [what, remedy] = REFUSALS[measure];
    return new GraphQLError(`The document has ${size[measure]} ${what}; ${bounds[measure]} is the most. ${remedy}`, {
      extensions: { code: 'DOCUMENT_TOO_LARGE', measure, limit: bounds[measure] },
    });
  });
}
