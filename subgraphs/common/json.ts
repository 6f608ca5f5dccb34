/** A JSON object from an external source, with unknown values. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Parses a text. @returns undefined if it is not JSON */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Returns the property of an unknown value; undefined if the value is no object. */
export function property(value: unknown, name: string): unknown {
  return isJsonObject(value) ? value[name] : undefined;
}

/** Returns the elements of an unknown value; an empty list if the value is no list. */
export function elements(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Returns the objects among the elements of a list; undefined if the value is no list. */
export function objectsOf(value: unknown): readonly JsonObject[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.every(isJsonObject) ? value : value.filter(isJsonObject);
}

/** Whether two JSON values are equal, whatever the order of their properties. */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one)) return Array.isArray(other) && areSame(one, other);
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => isSame(property(one, name), property(other, name)))
  );
}

function areSame(some: readonly unknown[], others: readonly unknown[]): boolean {
  if (some.length !== others.length) return false;
  for (let nth = 0; nth < some.length; nth += 1) if (!isSame(some[nth], others[nth])) return false;
  return true;
}
