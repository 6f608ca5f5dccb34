import { NoSchemaIntrospectionCustomRule, type Source } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { parseDocument } from '../documents/parse-document.ts';
import type { Audience } from '../graph/audiences.ts';
import type { Bounds } from '../limits/bounds.ts';
import { checkBytes, excessesOf, variablesRefusal } from '../limits/document-bounds.ts';
import { identityOf } from './use-identity.ts';

const parsedAnew = new WeakSet<Request>();

/** Whether the document of a request was not known before. */
export const isParsedAnew = (request: Request): boolean => parsedAnew.has(request);

const requestOf = (context: unknown): Request => (context as { readonly request: Request }).request;

/** Refuses a document that is larger than its audience's bounds, before any time goes into parsing or validating it, and variables before they are read. */
export function useDocumentLimits(bounds: Readonly<Record<Audience, Bounds>>): Plugin {
  const maxTokens = Math.max(...Object.values(bounds).map(({ tokens }) => tokens));
  const boundsOf = (context: unknown): Bounds => bounds[identityOf(requestOf(context)).audience];
  return {
    onParams({ params, request }) {
      const refusal = variablesRefusal(params.variables, bounds[identityOf(request).audience]);
      if (refusal) throw refusal;
    },
    // What was parsed is kept for all audiences: the largest bound ends the parser, each one's own is looked at below.
    onParse({ context, params: { source }, setParseFn }) {
      checkBytes(typeof source === 'string' ? source : source.body, boundsOf(context));
      setParseFn((source: string | Source) => {
        parsedAnew.add(requestOf(context));
        return parseDocument(source, maxTokens);
      });
    },
    onValidate({ context, params: { documentAST }, setResult, addValidationRule }) {
      const allowed = boundsOf(context);
      const errors = excessesOf(documentAST, allowed);
      if (errors.length > 0) setResult(errors);
      if (!allowed.introspection) addValidationRule(NoSchemaIntrospectionCustomRule);
    },
  };
}
