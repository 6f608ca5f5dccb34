import { type DocumentNode, Location, type Source, Token, TokenKind } from 'graphql';
import { Parser } from 'graphql/language/parser.js';

/**
 * Parses a document as graphql-js does, without its tokens: in those, each location holds the whole list, comments among
 * them. What is left of a location is what errors need: where a node begins and ends.
 * @param maxTokens comments aside
 * @throws GraphQLError for what is no document, or has more tokens
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
