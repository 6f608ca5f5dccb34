const SECONDS = /^\d{1,9}$/;

/**
 * Reads a Retry-After header: seconds or a date (RFC 9110, section 10.2.3).
 * @returns milliseconds; undefined where the header is absent or invalid
 */
export function retryAfterOf(header: string | string[] | undefined): number | undefined {
  if (typeof header !== 'string') return undefined;
  if (SECONDS.test(header)) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now());
}
