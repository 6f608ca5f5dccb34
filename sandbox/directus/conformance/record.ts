import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import {
  answersOf,
  changesBetween,
  columnsOf,
  type Differences,
  differencesOf,
  readDescribedColumns,
  readSchema,
  recordedSchema,
  schemaOf,
} from './answers.ts';
import { ask, type ConformanceAnswer, type Target, type Topic } from './request.ts';
import { FOREIGN, OWN, RECORDED, type Suite } from './topics.ts';

type Answers = Readonly<Record<string, ConformanceAnswer>>;

/**
 * Writes down what a real Directus answers. Run it, with REAL_DIRECTUS_URL and REAL_DIRECTUS_TOKEN (the service's), after
 * the requests or the content have changed; with the argument `foreign`, over one with the foreign content. Over another
 * version, which REAL_DIRECTUS_VERSION names, it writes down what that version answers differently.
 */
async function record(suite: Suite, target: Target): Promise<void> {
  await mkdir(suite.answers, { recursive: true });
  for (const [topic, requests] of Object.entries(suite.topics)) {
    await write(answersOf(suite, topic), await askAll(requests, target));
  }
  for (const [caller, token] of Object.entries(suite.callers)) {
    await writeFile(schemaOf(suite, caller), await readSchema(target, token));
  }
  await writeFile(suite.schema, await readSchema(target, '$TOKEN'));
  await write(columnsOf(suite), await readDescribedColumns(target));
}

async function recordDifferences(suite: Suite, target: Target, version: string): Promise<void> {
  const answers: Record<string, Answers> = {};
  for (const [topic, requests] of Object.entries(suite.topics)) {
    const recorded: Answers = JSON.parse(await readFile(answersOf(suite, topic), 'utf8'));
    const entries = Object.entries(await askAll(requests, target));
    const differing = entries.filter(([name, answer]) => !isDeepStrictEqual(answer, recorded[name]));
    if (differing.length > 0) answers[topic] = Object.fromEntries(differing);
  }
  const schemas: Record<string, readonly string[]> = {};
  for (const [caller, token] of Object.entries({ ...suite.callers, service: '$TOKEN' })) {
    schemas[caller] = await changesBetween(recordedSchema(suite, caller), await readSchema(target, token));
  }
  const file = differencesOf(suite, version);
  await mkdir(new URL('./', file), { recursive: true });
  await write(file, { answers, schemas } satisfies Differences);
}

async function askAll(requests: Topic, target: Target): Promise<Answers> {
  const answers: Record<string, ConformanceAnswer> = {};
  for (const [name, request] of Object.entries(requests)) {
    const answer = await ask(target, request);
    if (answer.status === 503) throw new Error(`${name} was answered 503: set PRESSURE_LIMITER_ENABLED=false there.`);
    answers[name] = answer;
  }
  return answers;
}

const write = (file: URL, value: unknown) => writeFile(file, `${JSON.stringify(value, null, 1)}\n`);

const { REAL_DIRECTUS_URL: url, REAL_DIRECTUS_TOKEN: token, REAL_DIRECTUS_VERSION: version = RECORDED } = process.env;
if (!url || !token) throw new Error('Set REAL_DIRECTUS_URL and REAL_DIRECTUS_TOKEN to those of a real Directus.');
const suite = process.argv[2] === 'foreign' ? FOREIGN : OWN;
await (version === RECORDED ? record(suite, { url, token }) : recordDifferences(suite, { url, token }, version));
