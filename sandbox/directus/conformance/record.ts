import { mkdir, writeFile } from 'node:fs/promises';
import { answersOf, readSchema, schemaOf } from './answers.ts';
import { ask, type Target } from './request.ts';
import { FOREIGN, OWN, type Suite } from './topics.ts';

/**
 * Writes down what a real Directus answers. Run it, with REAL_DIRECTUS_URL and REAL_DIRECTUS_TOKEN (the service's), after
 * the requests or the content have changed; with the argument `foreign`, over one with the foreign content.
 */
async function record(suite: Suite, target: Target): Promise<void> {
  await mkdir(suite.answers, { recursive: true });
  for (const [topic, requests] of Object.entries(suite.topics)) {
    const answers: Record<string, unknown> = {};
    for (const [name, request] of Object.entries(requests)) {
      const answer = await ask(target, request);
      if (answer.status === 503) throw new Error(`${name} was answered 503: set PRESSURE_LIMITER_ENABLED=false there.`);
      answers[name] = answer;
    }
    await writeFile(answersOf(suite, topic), `${JSON.stringify(answers, null, 1)}\n`);
  }
  for (const [caller, token] of Object.entries(suite.callers)) {
    await writeFile(schemaOf(suite, caller), await readSchema(target, token));
  }
}

const { REAL_DIRECTUS_URL: url, REAL_DIRECTUS_TOKEN: token } = process.env;
if (!url || !token) throw new Error('Set REAL_DIRECTUS_URL and REAL_DIRECTUS_TOKEN to those of a real Directus.');
await record(process.argv[2] === 'foreign' ? FOREIGN : OWN, { url, token });
