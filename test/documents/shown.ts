/**
 * Whether a document's answer is one that came, as far as it is shown: it may leave out fields and entries of lists. Of URLs
 * the host is the sandbox's, which differs each time.
 */
export function isShownOf(shown: unknown, answer: unknown): boolean {
  if (Array.isArray(shown)) {
    return Array.isArray(answer) && shown.every((entry) => answer.some((each) => isShownOf(entry, each)));
  }
  if (isObject(shown)) {
    return isObject(answer) && Object.entries(shown).every(([key, value]) => isShownOf(value, answer[key]));
  }
  return withoutHost(shown) === withoutHost(answer);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function withoutHost(value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/^https?:\/\/[^/]+/, '') : value;
}
