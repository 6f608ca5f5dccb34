import type { RequestListener } from 'node:http';
import { jsonResponse, type PlainResponse } from '../../subgraphs/common/plain-response.ts';
import type { Config } from '../config.ts';
import { type AdmissionState, createAdmission, watchEventLoopDelay } from './admission.ts';
import { createDrain, type DrainOptions } from './drain.ts';
import { listen } from './listen.ts';
import { LASTING } from './node-exchange.ts';
import { createNodeServer, sendPlain } from './node-server.ts';
import type { WebSockets } from './web-sockets.ts';

/** The server of all requests: it listens before the graph is composed, and refuses requests under overload. */
export type FrontDoor = ReturnType<typeof createFrontDoor>;

/** Paths for operators, answered under overload too. */
const ALWAYS = ['/healthz', '/readyz', '/metrics'];

export function createFrontDoor(options: Pick<Config, 'host' | 'port' | 'maxInFlight' | 'maxEventLoopDelayMs'>) {
  const admission = createAdmission({ maxInFlight: options.maxInFlight, maxDelayMs: options.maxEventLoopDelayMs });
  let inside: RequestListener | undefined;
  const server = createNodeServer((request, response) => {
    const path = request.url?.split('?', 1)[0] ?? '';
    if (!inside) return sendPlain(response, path === '/healthz' ? ALIVE : path === '/readyz' ? NOT_READY : STARTING);
    if (!ALWAYS.includes(path)) {
      const leave = admission.admit();
      if (!leave) return sendPlain(response, OVERLOADED);
      // `prefinish`: the answer is written. A client that reads it slowly must not occupy a place.
      response.on('prefinish', leave);
      response.on('close', leave);
      response.on(LASTING, leave);
    }
    return inside(request, response);
  });
  const drain = createDrain(server);
  const unwatch = watchEventLoopDelay(admission.observe);
  return {
    /**
     * Starts to listen.
     * @returns the server's URL: `http://127.0.0.1:4000`
     * @throws ConfigError where the port is in use
     */
    listen: (): Promise<string> => listen(server, options),
    get admission(): AdmissionState {
      return admission.state;
    },
    /** Admits an operation of a WebSocket. */
    admit: admission.admit,
    get isDraining(): boolean {
      return drain.isDraining;
    },
    /** Passes requests and WebSockets to these handlers. Before, all requests but /healthz are answered 503. */
    open(listener: RequestListener, upgrade?: WebSockets['upgrade']): void {
      inside = listener;
      if (upgrade) server.on('upgrade', upgrade);
    },
    async drain(how: DrainOptions): Promise<number> {
      const cut = await drain.drain(how);
      unwatch();
      return cut;
    },
  };
}

const RETRY_SECONDS = 1;

const ALIVE: PlainResponse = { ...jsonResponse(200, null), body: null };
const NOT_READY = jsonResponse(503, { status: 'starting' });
const STARTING = refusal('STARTING', 'The gateway is starting');
const OVERLOADED = refusal('OVERLOADED', 'The gateway is overloaded');

function refusal(code: string, what: string): PlainResponse {
  const message = `${what}: try again in ${RETRY_SECONDS} s.`;
  const extensions = { code, retryAfterSeconds: RETRY_SECONDS };
  return jsonResponse(503, { errors: [{ message, extensions }] }, { 'retry-after': String(RETRY_SECONDS) });
}
