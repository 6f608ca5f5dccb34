import { type DocumentNode, GraphQLError, NoSchemaIntrospectionCustomRule, type Source } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { type DocumentCache, parseDocument } from '../documents/parse-document.ts';
import type { Audience } from '../graph/audiences.ts';
import type { Bounds } from '../limits/bounds.ts';
import { compilingCost } from '../limits/cost.ts';
import { PARSING } from '../limits/cost-weights.ts';
import { checkBytes, excessesOf, variablesRefusal } from '../limits/document-bounds.ts';
import type { Rates } from '../limits/rates.ts';
import { identityOf } from './use-identity.ts';
import { callerOfRequest, spend } from './use-rate-limits.ts';

export interface DocumentLimitOptions {
  readonly bounds: Readonly<Record<Audience, Bounds>>;
  readonly rates: Pick<Rates, 'cost'>;
  /** The documents that were parsed before. */
  readonly documents: DocumentCache;
}

const requestOf = (context: unknown): Request => (context as { readonly request: Request }).request;

/**
 * Refuses variables and documents that are larger than their audience's bounds. A document that is new is paid for before it is
 * parsed, and again before it is validated: a caller that has nothing left takes no time.
 */
export function useDocumentLimits({ bounds, rates, documents }: DocumentLimitOptions): Plugin {
  const maxTokens = Math.max(...Object.values(bounds).map(({ tokens }) => tokens));
  const boundsOf = (request: Request): Bounds => bounds[identityOf(request).audience];
  // What was parsed is remembered for all audiences: the largest bound ends the parser, each one's own is looked at below.
  const parse = (source: string | Source) => parseDocument(source, maxTokens);

  async function parseNew(text: string, request: Request): Promise<void> {
    const pay = async (points: number) =>
      spend(request, await rates.cost(identityOf(request), callerOfRequest(request), points));
    await pay(PARSING);
    const document = orNothing(() => parse(text));
    if (!document) return;
    if (excessesOf(document, boundsOf(request)).length === 0) await pay(compilingCost(document));
    documents.set(text, document);
  }

  return {
    async onParams({ params: { query, variables }, request }) {
      const refusal = variablesRefusal(variables, boundsOf(request));
      if (refusal) throw refusal;
      if (typeof query !== 'string' || documents.get(query)) return;
      checkBytes(query, boundsOf(request));
      await parseNew(query, request);
    },
    // What is no document is parsed once more, for its error.
    onParse: ({ setParseFn }) => setParseFn(parse),
    onValidate({ context, params: { documentAST }, setResult, addValidationRule }) {
      const allowed = boundsOf(requestOf(context));
      const errors = excessesOf(documentAST, allowed);
      if (errors.length > 0) setResult(errors);
      if (!allowed.introspection) addValidationRule(NoSchemaIntrospectionCustomRule);
    },
  };
}

/** @returns undefined for what is no document */
function orNothing(parse: () => DocumentNode): DocumentNode | undefined {
  try {
    return parse();
  } catch (error) {
    if (error instanceof GraphQLError) return undefined;
    throw error;
  }
}
