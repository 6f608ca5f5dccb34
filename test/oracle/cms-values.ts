/** Texts that are easily written, compared or sorted wrongly. */
export const TEXTS = [
  'Ænima',
  'a_b',
  '100 %',
  'Back\\slash',
  "O'Neil",
  '',
  ' spaces ',
  'null',
  'true',
  '42',
  '🚲 bicycle',
  'ZEBRA',
  'zebra',
];

/** Coordinates of a line, and of a polygon's ring. */
export const LINE = [
  [-85.4, 44.3],
  [-85, 44.5],
  [-84.2, 43.9],
];
export const RING = [
  [0, 0],
  [2, 0],
  [2, 1],
  [0, 0],
];

/** A UUID of two numbers: what it is of, and which. */
export const uuid = (of: number, place: number): string =>
  `${String(of).padStart(8, '0')}-0000-4000-8000-${String(place).padStart(12, '0')}`;
