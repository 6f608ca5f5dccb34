/** A JSON object as somebody else sent it: nothing is known of its values. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The property of a value that may be anything. */
export function property(value: unknown, name: string): unknown {
  return isJsonObject(value) ? value[name] : undefined;
}

/** The elements of a value that may be anything. */
export function elements(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The objects among the elements of a list; undefined where there is no list. */
export function objectsOf(value: unknown): readonly JsonObject[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.every(isJsonObject) ? value : value.filter(isJsonObject);
}
