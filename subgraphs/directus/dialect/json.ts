/** A JSON object of Directus's answer. */
export type Json = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object. */
export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects among the elements of a list; undefined where there is no list. */
export function objectsOf(value: unknown): readonly Json[] | undefined {
  return Array.isArray(value) ? value.filter(isJson) : undefined;
}
