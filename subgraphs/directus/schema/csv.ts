/**
 * Returns the comparisons of which one finds a key in a list. Directus stores a list (`csv`) as one text, `US-06,US-36`:
 * a key is alone, at the start, at the end, or between commas. A text that contains `US-06` may have only `US-06037`.
 */
export const inList = (key: string): readonly (readonly [operator: string, operand: string])[] => [
  ['_eq', key],
  ['_starts_with', `${key},`],
  ['_ends_with', `,${key}`],
  ['_contains', `,${key},`],
];
