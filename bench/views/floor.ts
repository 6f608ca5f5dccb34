import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'undici';
import { freePort } from '../../test/ports.ts';
import { type Entrant, questionsOf, untilItAnswers } from '../entrant.ts';
import { post } from '../load.ts';
import { CORES, start } from '../process.ts';
import type { Taken } from '../servers/floor.ts';
import type { Upstreams } from '../upstreams/run.ts';

const PROGRAM = fileURLToPath(new URL('../servers/floor.ts', import.meta.url));

/** What stands beside the gateway for one of its views: the same upstream requests and the same bytes, and no work between. */
export async function floorOf(gateway: Entrant, upstreams: Upstreams): Promise<Entrant> {
  const taken = await take(gateway, upstreams);
  const work = await mkdtemp(join(tmpdir(), 'chronos-bench-'));
  const file = join(work, 'floor.json');
  await writeFile(file, JSON.stringify(taken));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = { PORT: String(port), FLOOR_FILE: file };
  const running = start([process.execPath, PROGRAM], { core: CORES.contestant, env });
  const requests = taken.map((_, index) => ({ path: `/${index}`, headers: {}, body: '' }));
  const contestant = { ...gateway.contestant, name: `${gateway.contestant.name}, the floor` };
  const [first] = requests;
  if (first) await untilItAnswers(contestant.name, running, url, first);
  return {
    contestant,
    url,
    questions: await questionsOf(url, requests, () => undefined),
    running: {
      ...running,
      async stop() {
        await running.stop();
        await rm(work, { recursive: true, force: true });
      },
    },
  };
}

/** Asks the gateway one question after the other, and keeps what it asks of the upstreams for each. */
async function take({ url, questions }: Entrant, upstreams: Upstreams): Promise<readonly Taken[]> {
  const taken: Taken[] = [];
  const client = new Client(url);
  try {
    await upstreams.takeRecorded();
    for (const { request } of questions) {
      const { text } = await post(client, request);
      taken.push({ requests: await upstreams.takeRecorded(), answer: JSON.parse(text) });
    }
    return taken;
  } finally {
    await client.destroy();
  }
}
