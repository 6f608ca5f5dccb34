type Json = unknown;

/** An answer's data with null at each of the paths (`a.b.c`): what is left when those fields failed. */
export function without(data: Json, paths: readonly string[]): Json {
  const copy: Json = structuredClone(data);
  for (const path of paths) {
    const keys = path.split('.');
    const last = keys.pop();
    let holder: Json = copy;
    for (const key of keys) holder = isObject(holder) ? holder[key] : undefined;
    if (last !== undefined && isObject(holder)) holder[last] = null;
  }
  return copy;
}

/**
 * Differences between two answers, as paths; numbers may differ by `tolerance`, as coordinates from two
 * versions of a geometry library do in their last decimal.
 */
export function differences(actual: Json, expected: Json, tolerance: number, path = '$'): string[] {
  if (typeof actual === 'number' && typeof expected === 'number') {
    return Math.abs(actual - expected) <= tolerance ? [] : [`${path}: ${actual} is not ${expected}`];
  }
  if (!isObject(actual) || !isObject(expected)) {
    return Object.is(actual, expected) ? [] : [`${path}: ${JSON.stringify(actual)} is not ${JSON.stringify(expected)}`];
  }
  const keys = new Set([...Object.keys(actual), ...Object.keys(expected)]);
  return [...keys].flatMap((key) => differences(actual[key], expected[key], tolerance, `${path}.${key}`));
}

function isObject(value: Json): value is Record<string, Json> {
  return typeof value === 'object' && value !== null;
}
