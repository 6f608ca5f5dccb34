import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import trusted from '../generated/persisted-documents.json' with { type: 'json' };

test('the graph knows the operations of the package by their ids', () => {
  const text = readFileSync(new URL('chronos_graph/operations.py', import.meta.url), 'utf8');
  const ids = [...text.matchAll(/"(sha256:[0-9a-f]{64})"/g)].map(([, id]) => id);
  expect(ids.length).toBe(5);
  expect(ids.filter((id) => id === undefined || !(id in trusted))).toEqual([]);
});
