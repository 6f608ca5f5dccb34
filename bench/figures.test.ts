import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { figuresOf, withFigures } from './figures.ts';

const read = (path: string) => readFile(new URL(path, import.meta.url), 'utf8');
const [results, summary] = await Promise.all(['RESULTS.md', '../docs/performance.md'].map(read));

test('docs/performance.md shows the figures of the last run', () => {
  expect(summary).toBe(withFigures(summary ?? '', figuresOf(results ?? '')));
});

test('they are the tables of ten connections, the goals, the five views, and the cached one', () => {
  expect(figuresOf(results ?? '').match(/^### .*$|^\| (Gateway|Goal|View) /gm)).toEqual([
    '### One view of three upstreams',
    '### 10 connections, upstreams that take 0 ms',
    '| Gateway ',
    '### 10 connections, upstreams that take 5 ms',
    '| Gateway ',
    '### The goals, at 10 connections',
    '| Goal ',
    "### The project's five views",
    '| View ',
    '### A public view from the cache',
    '| View ',
  ]);
});

test('a page without a place for them is an error', () => {
  expect(() => withFigures('# A page', 'figures')).toThrow('There is no <!-- figures: begin -->');
});
