import '../provided.ts';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { freePort } from '../ports.ts';
import { untilReady } from './child.ts';
import { type Containers, openContainers } from './containers.ts';

/** The image was 531 MB once; node:24-slim is some 230 of it. */
const IMAGE_BYTES = 350e6;
/** What is in its folder. */
const CONTENTS = [
  ...['client', 'deploy', 'doctor', 'gateway', 'node_modules'],
  ...['package-lock.json', 'package.json', 'sandbox', 'subgraphs'],
];

const READY_DEADLINE_MS = 60_000;

const PROBE = `
  const { readFileSync, writeFileSync } = require('node:fs');
  const status = Object.fromEntries(readFileSync('/proc/1/status', 'utf8').split('\\n').map((line) => line.split(/:\\s+/)));
  const written = ['/app/x', '/tmp/x'].map((file) => {
    try { writeFileSync(file, ''); return 'written'; } catch ({ code }) { return code; }
  });
  console.log(JSON.stringify({ status, written }));`;

/** How docker-compose.yml confines the gateway, as podman has it. */
async function confinement(): Promise<string[]> {
  const { gateway } = parse(await readFile('docker-compose.yml', 'utf8'), { merge: true }).services;
  return [
    ...(gateway.read_only ? ['--read-only', '--read-only-tmpfs=false'] : []),
    ...gateway.cap_drop.flatMap((capability: string) => ['--cap-drop', capability]),
    ...gateway.security_opt.flatMap((option: string) => ['--security-opt', option.replace(':true', '')]),
    ...['--pids-limit', String(gateway.pids_limit)],
    ...['--memory', /:-(\w+)\}$/.exec(gateway.mem_limit)?.[1] ?? ''],
  ];
}

const settings = (of: Readonly<Record<string, string>>) =>
  Object.entries(of).flatMap(([name, value]) => ['--env', `${name}=${value}`]);

describe('the image of the gateway', { timeout: 120_000 }, () => {
  let containers: Containers;
  beforeAll(async () => {
    containers = await openContainers();
    await containers.build('gateway');
  }, 15 * 60_000);
  afterAll(() => containers.close());

  test('runs as nobody’s user, and holds nothing that it does not need', () => {
    const [image] = JSON.parse(containers.podman('image', 'inspect', 'gateway').stdout);
    expect(image.Config).toMatchObject({ User: 'node', WorkingDir: '/app' });
    expect(image.Size).toBeLessThan(IMAGE_BYTES);
    // Nothing is printed of folders that are empty or missing.
    const { stdout } = containers.run('gateway', [], ['sh', '-c', 'ls -A /root /home/node; ls /app']);
    expect(stdout.trim().split(/\s+/)).toEqual(CONTENTS);
  });

  test('serves as docker-compose.yml confines it, is healthy, and ends with 0 at SIGTERM', async () => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const nowhere = 'http://127.0.0.1:1';
    const gateway = containers.start('gateway', [
      ...(await confinement()),
      ...settings({ HOST: '127.0.0.1', PORT: String(port), DATABASE_URL: inject('databaseUrl') }),
      ...settings({ DIRECTUS_URL: inject('directusUrl'), DIRECTUS_TOKEN: inject('directusToken') }),
      ...settings({ TWENTY_URL: nowhere, TWENTY_API_KEY: 'a key' }),
    ]);
    onTestFinished(() => gateway.stop());
    await untilReady(gateway, () => fetch(`${url}/readyz`).then(({ ok }) => ok), READY_DEADLINE_MS);

    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        query: `{ cmsArticleBySlug(slug: "manufacturing-after-the-great-recession") {
          region { name } series { title } } }`,
      }),
    });
    expect(await response.json()).toMatchInlineSnapshot(`
      {
        "data": {
          "cmsArticleBySlug": {
            "region": {
              "name": "Michigan",
            },
            "series": [
              {
                "title": "All Employees: Manufacturing",
              },
              {
                "title": "All Employees: Durable Goods Manufacturing",
              },
              {
                "title": "All Employees: Nondurable Goods Manufacturing",
              },
            ],
          },
        },
      }
    `);
    expect(containers.podman('healthcheck', 'run', 'gateway')).toMatchObject({ status: 0, stdout: '', stderr: '' });
    const { stdout } = containers.podman('exec', 'gateway', 'node', '--eval', PROBE);
    const none = '0000000000000000';
    expect(JSON.parse(stdout)).toEqual({
      status: expect.objectContaining({
        Uid: '1000\t1000\t1000\t1000',
        CapPrm: none,
        CapEff: none,
        CapBnd: none,
        NoNewPrivs: '1',
      }),
      written: ['EROFS', 'EROFS'],
    });
    expect(containers.podman('kill', '--signal', 'TERM', 'gateway').status).toBe(0);
    expect(await gateway.ended).toBe(0);
  });

  test('says why the sandbox is not in it', async () => {
    const { status, stderr } = containers.run('gateway', settings({ CHRONOS_SANDBOX: 'true' }));
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringContaining("The sandbox's packages are not installed here"),
    });
  });
});
