/** The sandbox's analytics database: PostgreSQL with PostGIS, embedded, holding real data, reached by a postgres:// URL. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { DatabaseUrls, Report } from './server.ts';

export type AnalyticsOptions = {
  /** Where the database is stored; loaded there once, and again when what it is made from has changed. */
  dir?: string;
  /** A port of the loopback interface; 0 takes a free one. */
  port?: number;
  /** Called with what is being loaded, a line at a time, when it is. */
  onProgress?: (message: string) => void;
};

/** Its URLs are for postgres.js, at most 20 connections at a time. */
export type Analytics = DatabaseUrls & {
  /** How many connections to open: all share one session, which serves them in the order of their statements, not fairly. */
  poolSize: number;
  /** Ends the database, with queries still running cut off. */
  close(): Promise<void>;
};

/** Starts the database in a child process, which also ends when this process does, however it ends. */
export async function startAnalytics({
  dir = '.chronos/analytics',
  port = 0,
  onProgress = () => {},
}: AnalyticsOptions = {}): Promise<Analytics> {
  const child = fork(fileURLToPath(new URL('server.ts', import.meta.url)), [dir, String(port)], { execArgv: [] });
  const urls = await readiness(child, onProgress);
  return { ...urls, poolSize: 1, close: () => stop(child) };
}

function readiness(child: ChildProcess, onProgress: (message: string) => void): Promise<DatabaseUrls> {
  return new Promise((resolve, reject) => {
    child.on('message', (report: Report) => {
      if (report.kind === 'progress') onProgress(report.message);
      if (report.kind === 'ready') resolve(report);
      if (report.kind === 'failed') reject(new Error(`The analytics database did not start. ${report.message}`));
    });
    child.once('error', reject);
    child.once('exit', (code, signal) =>
      reject(new Error(`The analytics database ended before it was ready (${signal ?? `exit code ${code}`}).`)),
    );
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
  child.send('close');
  await exited;
  clearTimeout(timer);
}
