import '../provided.ts';
import postgres from 'postgres';
import { afterAll, beforeAll, inject, test } from 'vitest';
import { holdModels } from '../oracle/cms-random/suite.ts';
import { type RealDirectus, startRealDirectus } from './directus.ts';

/** How many content models there are: 6, always the same, or as many as `ORACLE_MODELS` says, of which `ORACLE_SEED` is the first. */
const { ORACLE_MODELS, ORACLE_SEED = String(Date.now() % 2 ** 31) } = process.env;
const MODELS = Number(ORACLE_MODELS ?? 6);
const SEED = ORACLE_MODELS === undefined ? 300 : Number(ORACLE_SEED);

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
