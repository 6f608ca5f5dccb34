import { readFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres, { type Sql } from 'postgres';
import { startRealDirectus } from '../../test/live/directus.ts';
import { startPgBouncer } from '../../test/live/pgbouncer.ts';
import type { LivePostgres } from '../../test/live/postgres.ts';
import { freePort } from '../../test/ports.ts';
import { startAsNpm } from '../attack/gateway.ts';
import { graphqlRequest } from '../contestants/contestant.ts';
import { percentile } from '../results.ts';
import { drive } from '../soak/drive.ts';
import type { SoakQuestion } from '../soak/questions.ts';
import type { Scenario } from './scenarios.ts';
import { limitRoles, ROLES, type Shared } from './servers.ts';
import { ingest, refreshViews, removeIngested, writeArticles } from './work.ts';

/** How long views are measured where nothing else works, and how long the ingestion may take at most, in milliseconds. */
const CALM_MS = 20_000;
const MOST_MS = 120_000;
/** Views before the measurement, in milliseconds. */
const WARM_MS = 3_000;

export interface Bench {
  readonly shared: Shared;
  /** Undefined where no scenario reads from one. */
  readonly replica: LivePostgres | undefined;
  readonly rows: number;
  /** Views a second. */
  readonly rate: number;
}

/** Times in milliseconds. */
export interface Times {
  readonly p50: number;
  readonly p99: number;
  readonly count: number;
}

export interface Measured {
  readonly name: string;
  /** By the names of views. */
  readonly views: Readonly<Record<string, Times>>;
  /** Views that had errors or no answer. */
  readonly failed: number;
  readonly writes: Times | undefined;
  readonly ingested: { readonly rows: number; readonly seconds: number } | undefined;
  /** The longest turn of refreshing all views, in seconds. */
  readonly refreshSeconds: number | undefined;
  /** The most memory that PostgreSQL's processes had together, in MB, without counting shared pages twice. */
  readonly databaseMb: number;
  readonly loadAverage: number;
}

const timesOf = (values: readonly number[]): Times => ({
  p50: percentile(values, 0.5),
  p99: percentile(values, 0.99),
  count: values.length,
});

/** Starts Directus and a gateway in a scenario, and measures views while the other roles work. */
export async function measure({ shared, replica, rows, rate }: Bench, scenario: Scenario): Promise<Measured> {
  const { isBusy, isConcurrent, hasPooler, hasReplica } = scenario;
  await using resources = new AsyncDisposableStack();
  await limitRoles(shared.ownerUrl, scenario);
  const pooler = hasPooler ? await startPgBouncer({ databaseUrls: ROLES.map(shared.urlAs), poolSize: 10 }) : undefined;
  if (pooler) resources.defer(() => pooler.close());
  const through = (url: string) => pooler?.through(url) ?? url;

  const directus = await startRealDirectus({ databaseUrl: through(shared.urlAs('directus')) });
  resources.defer(() => directus.close());
  const port = await freePort();
  resources.use(
    await startAsNpm(port, {
      CHRONOS_SANDBOX: 'true',
      DATABASE_URL: through(shared.urlAs('chronos_gateway')),
      ...(hasReplica && replica && { DATABASE_REPLICA_URL: replicaUrl(shared, replica) }),
      DIRECTUS_URL: directus.url,
      DIRECTUS_TOKEN: shared.directusToken,
      RATES: 'public=100000000/100000000000000',
    }),
  );
  const owner = postgres(shared.ownerUrl, { max: 1, onnotice: () => {} });
  resources.defer(() => owner.end());
  const ingestion = postgres(shared.urlAs('ingestion'), { max: 2, onnotice: () => {} });
  resources.defer(() => ingestion.end());

  const url = `http://127.0.0.1:${port}`;
  await views(url, rate, { ms: WARM_MS });
  const [loadAverage = 0] = loadavg();
  const stop = new AbortController();
  const memory = mostMemory(owner, stop.signal);
  const others = isBusy
    ? Promise.all([
        ingest(ingestion, rows, AbortSignal.timeout(MOST_MS)).finally(() => stop.abort()),
        refreshViews(ingestion, isConcurrent, stop.signal),
        writeArticles(directus.url, shared.adminToken, stop.signal),
      ])
    : sleep(CALM_MS).then(() => stop.abort());
  const viewed = await views(url, rate, { ms: MOST_MS * 2, signal: stop.signal });
  const [ingested, turns, writes] = (await others) ?? [];
  await removeIngested(owner);
  return {
    name: scenario.name,
    ...viewed,
    writes: writes && timesOf(writes),
    ingested,
    refreshSeconds: turns && Math.max(...turns),
    databaseMb: await memory,
    loadAverage,
  };
}

function replicaUrl({ urlAs }: Shared, replica: LivePostgres): string {
  const { port } = new URL(replica.url('postgres'));
  return Object.assign(new URL(urlAs('chronos_gateway')), { port }).href;
}

interface View extends SoakQuestion {
  readonly name: string;
}

/** The public's home page, and dashboards of counties in turn. */
async function questions(): Promise<readonly View[]> {
  const [home, region] = await Promise.all(
    ['Home', 'RegionDashboard'].map((name) =>
      readFile(new URL(`../../client/views/${name}.graphql`, import.meta.url), 'utf8'),
    ),
  );
  const codes = ['US-06025', 'US-06037', 'US-26163', 'US-48201', 'US-17031', 'US-36061', 'US-04013', 'US-53033'];
  const ask = (name: string, query = '', variables: Readonly<Record<string, unknown>> = {}): View => ({
    name,
    request: graphqlRequest(query, variables),
    answer: '',
    isStaff: false,
  });
  return codes.flatMap((code) => [ask('Home', home), ask('RegionDashboard', region, { code })]);
}

/** Sends views at a rate until the time is over or the signal comes. Views without an answer count as failed. */
async function views(url: string, rate: number, { ms, signal }: { ms: number; signal?: AbortSignal }) {
  const took = new Map<string, number[]>([
    ['Home', []],
    ['RegionDashboard', []],
  ]);
  const asked = await questions();
  let failed = 0;
  await drive({
    url,
    questions: asked,
    rate,
    ms,
    ...(signal && { signal }),
    onAnswer: (question, { status, text }, sent, came) => {
      const view = asked.find((each) => each === question);
      if (status !== 200 || text.includes('"errors"')) failed += 1;
      took.get(view?.name ?? '')?.push(came - sent);
    },
    onBroken: () => {
      failed += 1;
    },
  });
  return { views: Object.fromEntries(Array.from(took, ([name, values]) => [name, timesOf(values)])), failed };
}

/** Samples the memory of the server's processes every second until it is stopped. Returns the most, in MB. */
async function mostMemory(sql: Sql, signal: AbortSignal): Promise<number> {
  let most = 0;
  while (!signal.aborted) {
    const rows = await sql<{ pid: number }[]>`SELECT pid FROM pg_stat_activity`;
    const sizes = await Promise.all(rows.map(({ pid }) => proportionalMb(pid)));
    most = Math.max(
      most,
      sizes.reduce((sum, size) => sum + size, 0),
    );
    await sleep(1_000);
  }
  return most;
}

/** Returns the memory of a process, with its share of what it shares; 0 if it has ended. */
async function proportionalMb(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  return Number(/^Pss:\s+(\d+) kB$/m.exec(text)?.[1] ?? 0) / 1_024;
}
