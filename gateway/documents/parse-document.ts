import { type DocumentNode, Location, type Source, Token, TokenKind } from 'graphql';
import { Parser } from 'graphql/language/parser.js';

/**
 * Parses a document as graphql-js does, but locations have no tokens: those would hold the whole list in memory,
 * comments included. Locations have the start and the end of a node, which errors need.
 * @param maxTokens maximum number of tokens, without comments
 * @throws GraphQLError for an invalid document, or one with more tokens
 */
export function parseDocument(source: string | Source, maxTokens: number): DocumentNode {
  const parser = new BareParser(source, { maxTokens });
  // As in graphql-js: not enumerable, so that visitors and JSON skip it.
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
