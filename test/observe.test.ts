import { createServer } from 'node:http';
import { InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HomeDocument } from '../client/index.ts';
import { startObservation } from '../gateway/observe/index.ts';
import { createLog, logRequests, yogaLogger } from '../gateway/observe/log.ts';
import { createMetrics } from '../gateway/observe/metrics.ts';
import { secretsOf } from '../gateway/observe/secrets.ts';
import { startTracing, traceRequests } from '../gateway/observe/traces.ts';
import { causeOf } from '../subgraphs/transport/observed.ts';
import { STAFF_TOKEN, startGateway, type TestGateway } from './gateway.ts';
import { idleGauges } from './idle-gauges.ts';
import { freePort } from './ports.ts';

const exporter = new InMemorySpanExporter();
const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
const lines: Record<string, unknown>[] = [];
const log = createLog({
  level: 'info',
  secrets: [STAFF_TOKEN],
  to: { write: (line) => void lines.push(JSON.parse(line)) },
});
/** What every HTTP request to an upstream was sent with. */
const sent: Record<string, string>[] = [];

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({
    down: 'twenty',
    watchers: [
      traceRequests(provider.getTracer('test')),
      logRequests(log, { slowMs: 0 }),
      { callBegins: (_call, _record, headers) => void (headers && sent.push(headers)) },
    ],
    server: { logger: yogaLogger(log) },
  });
});
beforeEach(() => {
  lines.length = 0;
  sent.length = 0;
  exporter.reset();
});
afterAll(() => gateway.close());

const HASH = 'b1946ac92492d2347c6235b4d2611184';
const TRACE = '0af7651916cd43dd8448eb211c80319c';
const QUERY = 'query Latest { cmsArticles(limit: 1) { title series { latest { value } } } }';

async function ask(query: string, headers: Readonly<Record<string, string>> = {}, of = gateway) {
  const response = await of.fetch('http://gateway/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  await response.text();
  return response;
}

/** The samples of a metric, by their labels. */
async function samplesOf(
  { registry }: ReturnType<typeof createMetrics>,
  name: string,
): Promise<Record<string, number>> {
  const found = (await registry.metrics()).matchAll(new RegExp(`^${name}(\\{.*\\})? (.+)$`, 'gm'));
  return Object.fromEntries(Array.from(found, ([, labels = '', value]) => [labels, Number(value)]));
}

describe('metrics', () => {
  it('count requests by what they are and how they end, with bounded labels', async () => {
    const metrics = createMetrics();
    const counted = await startGateway({ down: 'twenty', watchers: [metrics.watcher] });
    const samples = (name: string) => samplesOf(metrics, name);
    await ask(QUERY, {}, counted);
    await ask('query { crmCompanies(first: 1) { totalCount } }', {}, counted);
    await ask('query { crmCompanies(first: 1) { totalCount } }', { authorization: `Bearer ${STAFF_TOKEN}` }, counted);
    await ask('{ __typename }', { authorization: 'Bearer nonsense' }, counted);
    await counted.fetch('http://gateway/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ documentId: HomeDocument.__meta__?.hash, variables: {} }),
    });
    expect(await samples('chronos_requests_total')).toEqual({
      '{operation="other",audience="public",outcome="done"}': 1,
      '{operation="other",audience="public",outcome="refused"}': 1,
      '{operation="other",audience="internal",outcome="failed"}': 1,
      '{operation="other",audience="unknown",outcome="refused"}': 1,
      '{operation="Home",audience="public",outcome="done"}': 1,
    });
    expect(await samples('chronos_request_errors_total')).toEqual({
      '{code="GRAPHQL_VALIDATION_FAILED"}': 1,
      '{code="UPSTREAM_UNREACHABLE"}': 1,
      '{code="CREDENTIAL_UNKNOWN"}': 1,
    });
    expect(await samples('chronos_upstream_call_errors_total')).toEqual({
      // At the start, and for staff.
      '{upstream="twenty",code="UPSTREAM_UNREACHABLE"}': 2,
    });
    expect((await samples('chronos_request_waves_sum'))['']).toBeGreaterThanOrEqual(3);
    expect(await samples('chronos_upstream_call_duration_seconds_count')).toMatchObject({
      '{upstream="analytics"}': expect.any(Number),
      '{upstream="directus"}': expect.any(Number),
    });
    await counted.close();
  });
});

describe('the log', () => {
  it('has a line for each request, and one more for a slow one, without a value or a credential', async () => {
    await ask(QUERY, {
      'x-request-id': HASH,
      authorization: `Bearer ${STAFF_TOKEN}`,
      traceparent: `00-${TRACE}-b7ad6b7169203331-01`,
    });
    const line = {
      level: 'info',
      time: expect.any(String),
      event: 'request',
      requestId: HASH,
      traceId: TRACE,
      who: expect.stringMatching(/^staff:/),
      audience: 'internal',
      operation: 'Latest',
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      cost: expect.any(Number),
      waves: 2,
      ms: expect.any(Number),
      upstreamMs: { directus: expect.any(Number), analytics: expect.any(Number) },
      status: 200,
      outcome: 'done',
      codes: [],
    };
    expect(lines).toEqual([
      line,
      {
        ...line,
        level: 'warn',
        event: 'slow request',
        requests: [
          { upstream: 'directus', wave: 1, startMs: expect.any(Number), ms: expect.any(Number), errorCodes: [] },
          { upstream: 'analytics', wave: 2, startMs: expect.any(Number), ms: expect.any(Number), errorCodes: [] },
        ],
      },
    ]);
  });

  it('names each failure of an upstream, with its cause', async () => {
    const query = '{ a: crmCompanies(first: 1) { totalCount } b: crmPeople(first: 1) { totalCount } }';
    await ask(query, { authorization: `Bearer ${STAFF_TOKEN}` });
    expect(lines[0]?.failures).toEqual([
      expect.stringMatching(/^twenty UPSTREAM_UNREACHABLE ECONNREFUSED: connect ECONNREFUSED 127\.0\.0\.1:\d+$/),
    ]);
    await ask('{ __typename }');
    expect(lines.at(-1)).not.toHaveProperty('failures');
  });

  it.for([
    ['42501', 'permission denied for table series', '42501: permission denied for table series'],
    ['22P02', 'invalid input syntax for type integer: "planted"', '22P02'],
    ['ECONNREFUSED', '', 'ECONNREFUSED'],
  ])('has the message of an error of the database, unless it may quote a value: %s', ([code, message, cause]) => {
    const failed = Object.assign(new Error(message), { code });
    expect(causeOf(new Error('Failed query: select $1, params: planted', { cause: failed }))).toBe(cause);
  });

  it('shows no secret, wherever it stands', () => {
    log.error({ error: new Error(`Refused: ${STAFF_TOKEN}`, { cause: new Error(`at ${STAFF_TOKEN}`) }) }, STAFF_TOKEN);
    expect(JSON.stringify(lines)).not.toContain(STAFF_TOKEN);
    expect(lines[0]?.message).toBe('[redacted]');
  });

  it('writes what waits when it is flushed, secrets or not', () => {
    let flushed = 0;
    const flush = () => {
      flushed += 1;
    };
    for (const secrets of [[], [STAFF_TOKEN]]) {
      createLog({ level: 'info', secrets, to: { write() {}, flush } }).flush();
    }
    expect(flushed).toBe(2);
  });

  it('knows secrets by their names, and passwords in URLs', () => {
    const settings = {
      TWENTY_API_KEY: 'key-of-twenty',
      DATABASE_URL: 'postgres://gateway:p%40ssword@db/chronos',
      DIRECTUS_URL: 'http://cms',
      HOST: '127.0.0.1',
      STAFF_TOKEN: undefined,
      PORT: 4000,
    };
    expect(secretsOf(settings)).toEqual(['key-of-twenty', 'p%40ssword', 'p@ssword']);
  });
});

describe('traces', () => {
  it('have a span for the request, each wave, each upstream request and each call, below the caller’s', async () => {
    await ask(QUERY, { traceparent: `00-${TRACE}-b7ad6b7169203331-01` });
    const spans = exporter.getFinishedSpans();
    const root = spans.find(({ parentSpanContext }) => parentSpanContext?.spanId === 'b7ad6b7169203331');
    expect(root && treeOf(root, spans)).toEqual({
      'graphql Latest': [
        { 'wave 1': [{ directus: [{ http: [] }] }] },
        { 'wave 2': [{ analytics: [{ sql: [] }, { sql: [] }] }] },
      ],
    });
    expect(new Set(spans.map((span) => span.spanContext().traceId))).toEqual(new Set([TRACE]));
    const http = spans.find(({ name }) => name === 'http');
    expect(sent.map(({ traceparent }) => traceparent)).toEqual([`00-${TRACE}-${http?.spanContext().spanId}-01`]);
  });

  it('say what went wrong', async () => {
    await ask('{ crmCompanies(first: 1) { totalCount } }', { authorization: `Bearer ${STAFF_TOKEN}` });
    expect(exporter.getFinishedSpans().map(({ name, status }) => [name, status.message])).toEqual([
      ['http', 'UPSTREAM_UNREACHABLE'],
      ['twenty', 'UPSTREAM_UNREACHABLE'],
      ['wave 1', undefined],
      ['graphql', 'UPSTREAM_UNREACHABLE'],
    ]);
  });

  it('begin where the caller’s is not valid', async () => {
    await ask('{ __typename }', { traceparent: `00-${'0'.repeat(32)}-b7ad6b7169203331-01` });
    expect(exporter.getFinishedSpans().map(({ parentSpanContext }) => parentSpanContext)).toEqual([undefined]);
  });

  it('are passed on as they came where none are kept', async () => {
    const plain = await startGateway({
      watchers: [{ callBegins: (_call, record, headers) => void (record && headers && sent.push(headers)) }],
    });
    const traceparent = `00-${TRACE}-b7ad6b7169203331-00`;
    await plain.fetch('http://gateway/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', traceparent },
      body: JSON.stringify({ query: '{ cmsArticles(limit: 1) { title } }' }),
    });
    expect(sent.map((headers) => headers.traceparent)).toEqual([traceparent]);
    await plain.close();
  });

  it('go to a collector', async () => {
    const received: string[] = [];
    const collector = createServer((request, response) => {
      const chunks: string[] = [];
      request.setEncoding('utf8').on('data', (chunk: string) => void chunks.push(chunk));
      request.on('end', () => {
        received.push(`${request.url} ${chunks.join('')}`);
        response.end('{}');
      });
    });
    const port = await freePort();
    await new Promise<void>((resolve) => void collector.listen(port, '127.0.0.1', resolve));
    const tracing = await startTracing({ endpoint: `http://127.0.0.1:${port}`, ratio: 1, serviceName: 'a gateway' });
    tracing.tracer.startSpan('a span').end();
    await tracing.close();
    expect(received).toEqual([expect.stringMatching(/^\/v1\/traces .*"a gateway".*"a span"/)]);
    collector.closeAllConnections();
    collector.close();
  });
});

describe('what the settings ask for', () => {
  const settings = {
    logLevel: 'silent',
    slowRequestMs: 1_000,
    metricsPort: undefined,
    tracing: undefined,
    sentryDsn: undefined,
    secrets: [],
  } as const;

  it('/metrics is served on a port of its own, with the state of the upstreams', async () => {
    const metricsPort = await freePort();
    const observation = await startObservation({ ...settings, metricsPort });
    const health = () =>
      ({ circuit: 'open', active: 1, waiting: 2, sent: 3, retries: 4, shared: 5, refused: 6 }) as const;
    const current = { upstreams: [{ name: 'twenty', schemaFrom: 'committed', health }] } as const;
    const generations = { current, state: { ...idleGauges.generations.state, generation: 7 } };
    await observation.serveMetrics({ ...idleGauges, generations }, { host: '127.0.0.1' });
    const url = `http://127.0.0.1:${metricsPort}`;
    const text = await fetch(`${url}/metrics`).then((response) => response.text());
    expect(text.match(/^chronos_(upstream_\w+\{.*|generation .*)$/gm)).toEqual([
      'chronos_upstream_circuit_state{upstream="twenty"} 2',
      'chronos_upstream_active{upstream="twenty"} 1',
      'chronos_upstream_waiting{upstream="twenty"} 2',
      'chronos_upstream_sent{upstream="twenty"} 3',
      'chronos_upstream_retries{upstream="twenty"} 4',
      'chronos_upstream_shared{upstream="twenty"} 5',
      'chronos_upstream_refused{upstream="twenty"} 6',
      'chronos_upstream_schema_live{upstream="twenty"} 0',
      'chronos_generation 7',
    ]);
    expect((await fetch(`${url}/`)).status).toBe(404);
    await observation.close();
  });
});

/** The names below a span, in the order in which they began. */
function treeOf(span: ReadableSpan, spans: readonly ReadableSpan[]): object {
  const below = spans.filter(({ parentSpanContext }) => parentSpanContext?.spanId === span.spanContext().spanId);
  return { [span.name]: below.toSorted(byStart).map((child) => treeOf(child, spans)) };
}

function byStart({ startTime: [a, aNanos] }: ReadableSpan, { startTime: [b, bNanos] }: ReadableSpan): number {
  return a - b || aNanos - bNanos;
}
