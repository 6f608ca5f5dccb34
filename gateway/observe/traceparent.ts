/** W3C Trace Context, section 3.2: version 00, and neither id all zeros. */
const TRACEPARENT = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** The header where it is valid: an invalid one is as if it were not there. */
export function validTraceparent(header: string | null): string | undefined {
  return header !== null && TRACEPARENT.test(header) ? header : undefined;
}

/** The trace that a valid header is of: 32 hexadecimal digits. */
export function traceIdIn(traceparent: string): string {
  return traceparent.slice('00-'.length, '00-'.length + 32);
}
