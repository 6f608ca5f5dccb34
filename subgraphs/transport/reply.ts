import type { TransportAnswer } from './answer.ts';
import type { Ending } from './ending.ts';
import type { RawAnswer } from './exchange.ts';
import { toldOf } from './fault.ts';
import { codeOf, type Facts, type OnEnd } from './observed.ts';

/** How one transport's answers become its callers'. */
export interface ReplyTerms {
  /** The upstream's name in the graph. */
  readonly upstream: string;
  /** @throws Fault for a body that is not what it should be */
  readonly bodyOf: (raw: RawAnswer) => unknown;
}

/** Hands over what came of a call to who waits for it, and tells who listens. */
export class Reply implements Ending<RawAnswer> {
  readonly #terms: ReplyTerms;
  /** Undefined once it was told. */
  #onEnd: OnEnd | undefined;
  readonly #resolve: (answer: TransportAnswer) => void;
  readonly #reject: (error: unknown) => void;
  readonly #started = performance.now();

  constructor(
    terms: ReplyTerms,
    onEnd: OnEnd | undefined,
    resolve: (answer: TransportAnswer) => void,
    reject: (error: unknown) => void,
  ) {
    this.#terms = terms;
    this.#onEnd = onEnd;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  answered(raw: RawAnswer): void {
    try {
      const { status, headers, bytes, retries } = raw;
      const answer = { status, headers, body: this.#terms.bodyOf(raw), bytes, retries };
      this.#tell(factsOf(answer));
      this.#resolve(answer);
    } catch (error) {
      this.failed(error);
    }
  }

  failed(error: unknown): void {
    const told = toldOf(this.#terms.upstream, error);
    try {
      this.#tell({ errorCode: codeOf(told) });
      this.#reject(told);
    } catch (thrown) {
      this.#reject(thrown);
    }
  }

  #tell(facts: Facts): void {
    const onEnd = this.#onEnd;
    this.#onEnd = undefined;
    onEnd?.({ ms: performance.now() - this.#started, ...facts });
  }
}

/** The status from which an answer is an error's (RFC 9110, section 15). */
const ERROR_STATUS = 400;

function factsOf({ status, bytes, retries }: TransportAnswer): Facts {
  return status < ERROR_STATUS ? { bytes, retries } : { bytes, retries, errorCode: `HTTP_${status}` };
}
