/**
 * Runs the work with Object.keys answering from memory for objects of over 10,000 keys. CREATE EXTENSION looks up 1,200
 * functions of PostGIS, and PGlite lists all 23,265 that there are to find the place of each: without this, four fifths
 * of the seconds that the extension takes. Such an object must not gain or lose keys while the work runs.
 */
export async function withKnownKeys<T>(work: () => Promise<T>): Promise<T> {
  const list = Object.keys;
  const known = new WeakMap<object, string[]>();
  Object.keys = (object: object) => {
    const keys = known.get(object) ?? list(object);
    if (keys.length > 10_000) known.set(object, keys);
    return keys;
  };
  try {
    return await work();
  } finally {
    Object.keys = list;
  }
}
