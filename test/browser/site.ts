import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { staffToken } from '../../gateway/identity/staff-token.ts';
import { STAFF_TOKEN, startGateway, type TestGatewayOptions } from '../gateway.ts';
import { type Child, startChild } from '../live/child.ts';
import { partner } from '../partner.ts';
import { freePort } from '../ports.ts';
import { serve } from '../serve.ts';

const WEB = fileURLToPath(new URL('../../examples/web/', import.meta.url));

/** The example site as `npm run web` serves it, over a gateway with its sandbox. */
export interface Site {
  /** Where the site answers: `http://127.0.0.1:40123`. */
  readonly url: string;
  /** Where its gateway does. */
  readonly gatewayUrl: string;
  /** How many GraphQL requests the gateway has been sent so far. */
  graphqlRequests(): number;
  close(): Promise<void>;
}

/** Starts a gateway and the built site over it, of which nothing is kept from before: each page is cold. */
export async function startSite(options: Pick<TestGatewayOptions, 'before' | 'down' | 'records'> = {}): Promise<Site> {
  await using started = new AsyncDisposableStack();
  const gateway = await startGateway({
    ...options,
    ownAssets: true,
    server: { authenticators: [staffToken(STAFF_TOKEN), partner] },
  });
  started.defer(() => gateway.close());
  const counted = await serve(gateway);
  started.defer(() => counted.close());
  const { url, child } = await startNext(counted.url);
  started.defer(() => child.stop());
  const all = started.move();
  return {
    url,
    gatewayUrl: counted.url,
    graphqlRequests: counted.graphqlRequests,
    close: () => all.disposeAsync(),
  };
}

/** Starts the built site over a gateway that may be there or not. */
export async function startNext(gatewayUrl: string): Promise<{ readonly url: string; readonly child: Child }> {
  const port = await freePort();
  const child = startChild({
    name: 'The site',
    command: process.execPath,
    args: ['node_modules/next/dist/bin/next', 'start', '--hostname', '127.0.0.1', '--port', `${port}`],
    cwd: WEB,
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', GATEWAY_URL: gatewayUrl },
  });
  const url = `http://127.0.0.1:${port}`;
  await answers(`${url}/sign-in`, child);
  return { url, child };
}

/** Waits until a server answers. */
async function answers(url: string, child: Child): Promise<void> {
  const ended = child.ended.then(() => 'ended' as const);
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return;
    if ((await Promise.race([ended, sleep(100)])) === 'ended') throw child.failure('ended');
  }
  await child.stop();
  throw child.failure('did not answer within 30 s');
}
