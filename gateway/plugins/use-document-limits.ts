import { NoSchemaIntrospectionCustomRule, parse } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Audience } from '../graph/audiences.ts';
import type { Bounds } from '../limits/bounds.ts';
import { excessesOf } from '../limits/document-bounds.ts';
import { identityOf } from './use-identity.ts';

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
