/** How many things are remembered beside one object. */
const MAX_BESIDE = 32;

/**
 * Remembers what was made of an object, by the object itself and something beside it: for as long as the object is there.
 * Plans ask for the very same selections again and again.
 */
export function createMemory<Of extends object, Made>() {
  const made = new WeakMap<Of, Map<string, Made>>();
  return {
    find: (of: Of, beside = ''): Made | undefined => made.get(of)?.get(beside),
    keep(of: Of, what: Made, beside = ''): void {
      const ofObject = made.get(of) ?? new Map<string, Made>();
      made.set(of, ofObject);
      if (ofObject.size >= MAX_BESIDE) ofObject.clear();
      ofObject.set(beside, what);
    },
  };
}

/** Numbers objects, so that they can be part of a key: the same object has the same number. */
export function createNumbering(): (of: object) => number {
  const numbers = new WeakMap<object, number>();
  let last = 0;
  return (of) => {
    const number = numbers.get(of) ?? ++last;
    numbers.set(of, number);
    return number;
  };
}
