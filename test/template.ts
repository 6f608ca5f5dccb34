import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { extensionsIn } from '../sandbox/analytics/extensions.ts';
import { withKnownKeys } from '../sandbox/analytics/known-keys.ts';
import { version } from '../sandbox/analytics/version.ts';

const SCRIPTS = new URL('../sandbox/analytics/sql/', import.meta.url);
const TABLES = ['02-metadata', '03-timeseries', '04-geospatial', '05-analytics'];

/** Reads one of the scripts that make the database. */
export const script = (name: string) => readFileSync(new URL(`${name}.sql`, SCRIPTS), 'utf8');

/** The statements that make the tables and views of the database, without a row. */
export const tables = () => TABLES.map(script).join('\n');

/** Archives of embedded databases: one with the tables and views of the real one, without a row, and one with nothing in it. */
export interface Templates {
  readonly tables: string;
  readonly empty: string;
}

/** Makes the archives, unless the folder has them: to load one takes a quarter of the processor time that a database takes to make. */
export async function makeTemplates(dir: string): Promise<Templates> {
  const [paths, stamp] = [
    { tables: join(dir, 'tables.tar'), empty: join(dir, 'empty.tar') },
    join(dir, 'templates.version'),
  ];
  const current = version();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === current) return paths;
  mkdirSync(dir, { recursive: true });
  const db = await PGlite.create({ extensions: extensionsIn(dir) });
  await archive(db, paths.empty);
  await withKnownKeys(() => db.exec(script('01-extensions')));
  await db.exec(tables());
  await archive(db, paths.tables);
  writeFileSync(stamp, current);
  await db.close();
  return paths;
}

async function archive(db: PGlite, path: string): Promise<void> {
  writeFileSync(path, Buffer.from(await (await db.dumpDataDir('none')).arrayBuffer()));
}

/** Starts an embedded database with the tables and views of the real one. */
export async function fromTemplate({ tables }: Templates): Promise<PGlite> {
  return PGlite.create({ extensions: extensionsIn(dirname(tables)), loadDataDir: new Blob([readFileSync(tables)]) });
}

/** Starts an embedded database with nothing in it, and no extensions. */
export async function fromNothing({ empty }: Templates): Promise<PGlite> {
  return PGlite.create({ loadDataDir: new Blob([readFileSync(empty)]) });
}
