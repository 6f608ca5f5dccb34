/** The statuses that ask for a pause, and for which there is a Retry-After (RFC 9110, section 10.2.3; RFC 6585, section 4). */
const SECONDS = /^\d{1,9}$/;

/** How long an answer asks to wait, in milliseconds; undefined where it says nothing that can be read. */
export function retryAfterOf(header: string | string[] | undefined): number | undefined {
  if (typeof header !== 'string') return undefined;
  if (SECONDS.test(header)) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now());
}
