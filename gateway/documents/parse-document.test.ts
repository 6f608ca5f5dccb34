import { type ASTNode, parse, printSourceLocation, visit } from 'graphql';
import { expect, test } from 'vitest';
import { loadDeployment } from '../config/deployment.ts';
import { parseDocument } from './parse-document.ts';
import { trustedDocuments } from './persisted-documents.ts';

/** Each node's kind, and where it stands. */
function placesIn(document: ASTNode): unknown[] {
  const places: unknown[] = [];
  visit(document, { enter: ({ kind, loc }) => void places.push([kind, loc?.start, loc?.end]) });
  return places;
}

test('a document is what graphql-js makes of it, and its nodes stand where they do', async () => {
  for (const text of trustedDocuments(await loadDeployment()).values()) {
    const [ours, theirs] = [parseDocument(text, 10_000), parse(text)];
    expect(JSON.stringify(ours)).toBe(JSON.stringify(theirs));
    expect(placesIn(ours)).toEqual(placesIn(theirs));
    expect(ours.tokenCount).toBe(theirs.tokenCount);
  }
});

test('locations hold their source and no tokens', () => {
  const { loc } = parseDocument('# one\n{ a # two\n}', 10).definitions[0] ?? {};
  expect(loc && printSourceLocation(loc.source, { line: 2, column: 1 })).toContain('{ a # two');
  expect([loc?.startToken.next, loc?.endToken.prev]).toEqual([null, null]);
});

test('what is no document, or has too many tokens, is an error at its place', () => {
  expect(() => parseDocument('{ a', 10)).toThrow('Syntax Error: Expected Name, found <EOF>.');
  expect(() => parseDocument('{ a b c }', 4)).toThrow('Document contains more that 4 tokens. Parsing aborted.');
});
