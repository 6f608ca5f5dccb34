import type { RawAnswer } from './exchange.ts';
import { Fault } from './fault.ts';

/** An answer as who asked has it: an own one, to do with as it likes. */
export interface TransportAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
  /** Of the body as it came. */
  readonly bytes?: number;
  /** How often it was asked for again. */
  readonly retries?: number;
}

/** The status of an answer that has no body. */
const NO_CONTENT = 204;

/** The body of an answer, which is JSON. @throws Fault UPSTREAM_FAILED where it is not */
export function jsonOf({ status, text }: RawAnswer, label: string): unknown {
  if (status === NO_CONTENT) return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    const message = `${label} answered HTTP ${status} with something that is not JSON.`;
    throw new Fault('UPSTREAM_FAILED', message, { cause });
  }
}
