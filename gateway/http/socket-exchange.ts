import { Exchange, type Parameters } from '../pipeline/index.ts';
import { ClientAbortSignal } from './client-abort.ts';
import { parametersOf } from './decode.ts';
import type { Upgrade } from './upgrade.ts';

/** An operation of a WebSocket. */
export class SocketExchange extends Exchange {
  readonly protocol = 'socket';
  readonly method = 'POST';
  readonly headers: Headers;
  readonly remoteAddress: string | undefined;
  readonly signal = new ClientAbortSignal();
  readonly breakOff: () => void;
  readonly #payload: unknown;

  /**
   * @param headers the connection's headers: see `headersOf`
   * @param payload the message's payload
   * @param breakOff ends the connection
   */
  constructor({ remoteAddress }: Upgrade, headers: Headers, payload: unknown, breakOff: () => void) {
    super();
    this.headers = headers;
    this.remoteAddress = remoteAddress;
    this.breakOff = breakOff;
    this.#payload = payload;
  }

  read(): Parameters {
    return parametersOf(this.#payload);
  }

  /** Does nothing: a socket does not count as a request in flight. */
  lasts(): void {}
}
