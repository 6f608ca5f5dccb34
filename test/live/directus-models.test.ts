import '../provided.ts';
import postgres from 'postgres';
import { afterAll, beforeAll, inject, test } from 'vitest';
import { holdModels } from '../oracle/cms-random/suite.ts';
import { type RealDirectus, startRealDirectus } from './directus.ts';

/** How many content models there are: 6, or what `ORACLE_MODELS` says. `ORACLE_SEED` says which. */
const MODELS = Number(process.env.ORACLE_MODELS ?? 6);
const SEED = Number(process.env.ORACLE_SEED ?? Date.now() % 2 ** 31);

const DATABASE = 'random_models';
const owner = postgres(inject('ownerUrl'), { max: 1, onnotice: () => undefined });
let directus: RealDirectus;

beforeAll(async () => {
  await owner.unsafe(`CREATE DATABASE ${DATABASE}`);
  const databaseUrl = Object.assign(new URL(inject('ownerUrl')), { pathname: `/${DATABASE}` }).href;
  const sql = postgres(databaseUrl, { max: 1 });
  await sql.unsafe('CREATE EXTENSION postgis').finally(() => sql.end());
  directus = await startRealDirectus({ databaseUrl });
});
afterAll(async () => {
  await directus?.close();
  await owner.unsafe(`DROP DATABASE ${DATABASE} WITH (FORCE)`).finally(() => owner.end());
});

test(
  `${MODELS} random content models answer random queries as an oracle over the same rows: ORACLE_SEED=${SEED}`,
  () => holdModels(directus, MODELS, SEED),
  60_000 + MODELS * 20_000,
);
