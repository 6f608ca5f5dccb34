import { mkdir, writeFile } from 'node:fs/promises';
import { answersOf, readSchema, schemaFile } from './answers.ts';
import { ask, type Target } from './request.ts';
import { TOPICS } from './topics.ts';

/**
 * Writes down what a real Directus answers. Run it, with REAL_DIRECTUS_URL and REAL_DIRECTUS_TOKEN (the service's), after
 * the requests or the content have changed.
 */
async function record(target: Target): Promise<void> {
  await mkdir(new URL('./', schemaFile), { recursive: true });
  for (const [topic, requests] of Object.entries(TOPICS)) {
    const answers: Record<string, unknown> = {};
    for (const [name, request] of Object.entries(requests)) answers[name] = await ask(target, request);
    await writeFile(answersOf(topic), `${JSON.stringify(answers, null, 1)}\n`);
  }
  await writeFile(schemaFile, await readSchema(target, 'public'));
}

const { REAL_DIRECTUS_URL: url, REAL_DIRECTUS_TOKEN: token } = process.env;
if (!url || !token) throw new Error('Set REAL_DIRECTUS_URL and REAL_DIRECTUS_TOKEN to those of a real Directus.');
await record({ url, token });
