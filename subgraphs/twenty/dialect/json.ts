/** A JSON object as an upstream sent it: nothing is known of its values. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The property of a value that may be anything. */
export function property(value: unknown, name: string): unknown {
  return isObject(value) ? value[name] : undefined;
}

/** The elements of a value that may be anything. */
export function elements(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
