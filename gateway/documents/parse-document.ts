import { type DocumentNode, Location, type Source, Token, TokenKind } from 'graphql';
import { Parser } from 'graphql/language/parser.js';
import { nodeBytes } from '../../subgraphs/estimate.ts';
import { createMemo, type Memo } from '../../subgraphs/memo.ts';

/**
 * Parses a document as graphql-js does, without its tokens: in those, each location holds the whole list, comments among
 * them. What is left of a location is what errors need: where a node begins and ends.
 * @param maxTokens comments aside
 * @throws GraphQLError GRAPHQL_PARSE_FAILED for what is no document, or has more tokens
 */
export function parseDocument(source: string | Source, maxTokens: number): DocumentNode {
  const parser = new BareParser(source, { maxTokens });
  // As graphql-js has it: not enumerable, so that no visitor and no JSON meets it.
  return Object.defineProperty(parser.parseDocument(), 'tokenCount', { value: parser.tokenCount });
}

class BareParser extends Parser {
  override node<Made extends { loc?: Location }>(startToken: Token, node: Made): Made {
    const { lastToken, source } = this._lexer;
    const loc = Object.assign(new Location(NO_TOKEN, NO_TOKEN, source), {
      start: startToken.start,
      end: lastToken.end,
    });
    return Object.assign(node, { loc });
  }
}

const NO_TOKEN = new Token(TokenKind.SOF, 0, 0, 0, 0);

/** Parsed documents by their texts. */
export interface DocumentCache extends Pick<Memo<DocumentNode>, 'get'> {
  set(text: string, document: DocumentNode): void;
}

/** Remembers parsed documents, as Yoga takes them. Errors of syntax are not remembered: to find one takes no longer. */
export function createDocumentCaches() {
  const documents = createMemo<DocumentNode>();
  const documentCache: DocumentCache = {
    get: documents.get,
    set: (text, document) => documents.set(text, document, nodeBytes(document)),
  };
  return { documentCache, errorCache: { get: () => undefined, set: () => {} } };
}
