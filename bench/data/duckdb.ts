import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** What is used of DuckDB's package, which is installed in this folder alone: it has 70 MB. */
interface DuckDbPackage {
  readonly DuckDBInstance: {
    create(path: string): Promise<{
      connect(): Promise<{ runAndReadAll(sql: string): Promise<{ getRowObjectsJson(): Row[] }> }>;
    }>;
  };
}

type Row = Readonly<Record<string, string | number | null>>;

/** Runs a statement. @returns its rows; integers of 64 bits as texts */
export type DuckDb = (sql: string) => Promise<Row[]>;

const FOLDER = fileURLToPath(new URL('./', import.meta.url));

/** Opens a DuckDB in memory, and installs its package where that is missing. */
export async function openDuckDb(): Promise<DuckDb> {
  if (!existsSync(new URL('node_modules', import.meta.url))) {
    const options = { cwd: FOLDER, env: { ...process.env, NODE_ENV: 'development' }, stdio: 'inherit' } as const;
    const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], options);
    if (status !== 0) throw new Error('DuckDB could not be installed.');
  }
  const { DuckDBInstance } = createRequire(import.meta.url)('@duckdb/node-api') as DuckDbPackage;
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  return async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJson();
}
