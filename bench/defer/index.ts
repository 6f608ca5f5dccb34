import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';
import { listen } from '../../gateway/http/listen.ts';
import { freePort } from '../../test/ports.ts';
import { chronos, STAFF } from '../contestants/chronos.ts';
import { machine } from '../machine.ts';
import { CORES, start } from '../process.ts';
import { figure, percentile, table, writePart } from '../results.ts';
import { startUpstreams } from '../upstreams/run.ts';

/** How long the CRM takes to answer, in milliseconds. */
const SLOW_MS = 500;

/** How long after the fastest upstream the first part may come, in milliseconds: of a hundred, five may come later. */
const GOAL_MS = 2;

const WARM_UP = 50;
const ACCEPT = 'multipart/mixed;incrementalSpec=v0.2, application/json';

const query = (defer: string) => `query ($offset: Int!) {
  cmsArticles(limit: 20, offset: $offset, sort: [ID_ASC]) { title slug publishedAt ...${defer} { companies { name } } }
}`;

/** Times the first part of a deferred view while one of its upstreams is slow; writes its part of the results. */
export async function benchDefer({ requests }: { readonly requests: number }): Promise<void> {
  const ranOn = machine();
  await using resources = new AsyncDisposableStack();
  const upstreams = await startUpstreams();
  resources.defer(() => upstreams.stop());
  let slowMs = 0;
  let answeredAt = 0;
  const cms = await proxyOf(
    upstreams.urls.cms,
    async () => {},
    () => {
      answeredAt = performance.now();
    },
  );
  const crm = await proxyOf(
    upstreams.urls.crm,
    () => wait(slowMs),
    () => {},
  );
  for (const { server } of [cms, crm]) resources.defer(() => void server.close().closeAllConnections());
  const port = await freePort();
  const { command, env = {} } = await chronos.start({
    port,
    urls: { ...upstreams.urls, cms: cms.url, crm: crm.url },
    peers: '',
    work: '',
  });
  const gateway = start(command, { core: CORES.contestant, env });
  resources.defer(() => gateway.stop());
  const url = `http://127.0.0.1:${port}`;
  while (
    !(await fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    ))
  )
    await wait(100);

  const first: number[] = [];
  const whole: number[] = [];
  const undeferred: number[] = [];
  for (let nth = 0; nth < WARM_UP + requests; nth += 1) {
    // What warms up need not wait.
    slowMs = nth < WARM_UP ? 0 : SLOW_MS;
    const deferred = await timed(`${url}/graphql`, query(' @defer'), nth);
    const since = deferred.firstAt - answeredAt;
    const plain = await timed(`${url}/graphql`, query(''), nth);
    if (nth < WARM_UP) continue;
    first.push(since);
    whole.push(deferred.ms);
    undeferred.push(plain.ms);
  }
  const rows = [
    rowOf('First part, after Directus has answered', first),
    rowOf('Last part, after the request', whole),
    rowOf('The same view without `@defer`, after the request', undeferred),
  ];
  for (const each of rows) console.log(`bench: ${each.join(', ')}`);
  if (percentile(first, 0.95) > GOAL_MS) process.exitCode = 1;
  const report = `## Deferred fragments

${ranOn} 20 articles and their companies, which are deferred. Twenty takes ${SLOW_MS} ms to answer; Directus answers at once. ${requests} requests, one after another,
no two alike. The goal is a first part at most ${GOAL_MS} ms after Directus.

${table(['', 'median ms', 'p95 ms'], rows)}`;
  await writePart('defer', report);
}

function rowOf(name: string, times: readonly number[]): readonly string[] {
  return [name, ...[0.5, 0.95].map((share) => figure(percentile(times, share)))];
}

/** Stands before an upstream. @param before what an answer waits for @param onAnswered called when its last byte is sent */
async function proxyOf(upstream: string, before: () => Promise<void>, onAnswered: () => void) {
  const server: Server = createServer(async (incoming, response) => {
    const { method, headers, url } = incoming;
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    await before();
    const passed = request(`${upstream}${url}`, { method, headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.on('data', (chunk) => response.write(chunk));
      answer.on('end', () => {
        response.end();
        onAnswered();
      });
    });
    passed.end(Buffer.concat(chunks));
  });
  return { server, url: await listen(server, { host: '127.0.0.1', port: 0 }) };
}

/**
 * Asks, and reads all parts. Times the first byte of the body at the socket: what a client then does, such as to decompress
 * it, is the client's. @throws Error for an answer with errors
 */
async function timed(url: string, text: string, offset: number) {
  const startedAt = performance.now();
  const headers = { 'content-type': 'application/json', accept: ACCEPT, 'accept-encoding': 'gzip', ...STAFF };
  const asked = request(url, { method: 'POST', headers });
  asked.end(JSON.stringify({ query: text, variables: { offset } }));
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  let firstAt = 0;
  response.once('data', () => {
    firstAt = performance.now();
  });
  const isCompressed = response.headers['content-encoding'] === 'gzip';
  const read = await textOf(isCompressed ? response.pipe(createGunzip()) : response);
  if (response.statusCode !== 200 || read.includes('"errors"'))
    throw new Error(`HTTP ${response.statusCode}: ${read.slice(0, 500)}`);
  return { firstAt, ms: performance.now() - startedAt };
}
