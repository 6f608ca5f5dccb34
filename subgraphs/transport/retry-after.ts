const SECONDS = /^\d{1,9}$/;

/**
 * How long an answer asks to wait, by its Retry-After: seconds or a date (RFC 9110, section 10.2.3).
 * @returns milliseconds; undefined where it says nothing that can be read
 */
export function retryAfterOf(header: string | string[] | undefined): number | undefined {
  if (typeof header !== 'string') return undefined;
  if (SECONDS.test(header)) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now());
}
