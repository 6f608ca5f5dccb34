import '../provided.ts';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { freePort } from '../ports.ts';
import { untilReady } from './child.ts';
import { type Containers, openContainers } from './containers.ts';

/** The image was 531 MB once; node:24-slim is some 230 of it. */
const IMAGE_BYTES = 350e6;

/** What may be in a working folder, and must be in no image. */
const LEFT_OUT = ['.chronos', '.ci', '.env', '.git', 'bench', 'coverage', 'docs', 'examples', 'test'];

const READY_DEADLINE_MS = 60_000;

const PROBE = `
  const { readFileSync, writeFileSync } = require('node:fs');
  const status = Object.fromEntries(readFileSync('/proc/1/status', 'utf8').split('\\n').map((line) => line.split(/:\\s+/)));
  const written = ['/app/x', '/tmp/x'].map((file) => {
    try { writeFileSync(file, ''); return 'written'; } catch ({ code }) { return code; }
  });
  console.log(JSON.stringify({ status, written }));`;

/** How docker-compose.yml confines a service, as podman has it. */
async function confinement(service: string): Promise<string[]> {
  const { [service]: confined } = parse(await readFile('docker-compose.yml', 'utf8'), { merge: true }).services;
  return [
    ...(confined.read_only ? ['--read-only', '--read-only-tmpfs=false'] : []),
    ...confined.cap_drop.flatMap((capability: string) => ['--cap-drop', capability]),
    ...confined.security_opt.flatMap((option: string) => ['--security-opt', option.replace(':true', '')]),
    ...['--pids-limit', String(confined.pids_limit)],
    ...(confined.mem_limit ? ['--memory', /:-(\w+)\}$/.exec(confined.mem_limit)?.[1] ?? ''] : []),
  ];
}

const settings = (of: Readonly<Record<string, string>>) =>
  Object.entries(of).flatMap(([name, value]) => ['--env', `${name}=${value}`]);

let containers: Containers;
beforeAll(async () => {
  containers = await openContainers();
}, 10 * 60_000);
afterAll(() => containers.close());

describe('the image of the gateway', { timeout: 120_000 }, () => {
  beforeAll(() => containers.build('gateway'), 10 * 60_000);

  test('runs as nobody’s user, and holds nothing that it does not need', () => {
    const [image] = JSON.parse(containers.podman('image', 'inspect', 'gateway').stdout);
    expect(image.Config).toMatchObject({ User: 'node', WorkingDir: '/app' });
    expect(image.Size).toBeLessThan(IMAGE_BYTES);
    // As root, who alone may look into root's folder.
    const list = (folder: string) =>
      containers.run('gateway', ['--user', 'root'], ['ls', '-A', folder]).stdout.trim().split('\n');
    const folder = list('/app');
    expect(folder).toEqual(expect.arrayContaining(['chronos.config.ts', 'gateway', 'node_modules']));
    expect(folder.filter((name) => LEFT_OUT.includes(name))).toEqual([]);
    expect(list('/root/.npm')).not.toContain('_cacache');
  });

  test('serves as docker-compose.yml confines it, is healthy, and ends with 0 at SIGTERM', async () => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const nowhere = 'http://127.0.0.1:1';
    const gateway = containers.start('gateway', [
      ...(await confinement('gateway')),
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
    expect(containers.podman('exec', 'gateway', 'npm', 'run', 'doctor').stdout).toMatch(/ok +Directus/);
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

describe('the image that sets up the others', { timeout: 120_000 }, () => {
  beforeAll(() => containers.build('tools'), 10 * 60_000);

  /** Runs a service of docker-compose.yml as it stands there, but for its settings. */
  async function run(service: string, environment: Readonly<Record<string, string>>, ...options: readonly string[]) {
    const { [service]: of } = parse(await readFile('docker-compose.yml', 'utf8'), { merge: true }).services;
    const how = [...(await confinement(service)), ...settings(environment)];
    const { status, stdout, stderr } = containers.run('tools', how, [...of.entrypoint, ...options]);
    return { status, stdout, stderr };
  }

  test('loads the analytics of the demo, once', async () => {
    const owner = postgres(inject('ownerUrl'), { max: 1, onnotice: () => undefined });
    const name = `image_${randomBytes(8).toString('hex')}`;
    await owner.unsafe(`CREATE DATABASE ${name}`);
    onTestFinished(async () => {
      await owner.unsafe(`DROP DATABASE ${name} WITH (FORCE)`);
      await owner.end();
    });
    const DATABASE_URL = Object.assign(new URL(inject('ownerUrl')), { pathname: `/${name}` }).href;
    const first = await run('load-analytics', { DATABASE_URL });
    expect(first).toEqual({ status: 0, stdout: expect.stringMatching(/loading .* series\n/), stderr: '' });
    const again = await run('load-analytics', { DATABASE_URL });
    expect(again).toEqual({ status: 0, stdout: 'The analytics are there already.\n', stderr: '' });
    const nowhere = await run('load-analytics', { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' });
    expect(nowhere).toEqual({
      status: 1,
      stdout: '',
      stderr: 'Nothing was loaded: connect ECONNREFUSED 127.0.0.1:1\n',
    });
  });

  test('provisions Directus', async () => {
    const environment = {
      DIRECTUS_URL: inject('directusUrl'),
      DIRECTUS_ADMIN_TOKEN: inject('directusAdminToken'),
      CONTENT_DATABASE_URL: inject('ownerUrl'),
      DIRECTUS_TOKEN: inject('directusToken'),
    };
    expect(await run('provision-directus', environment, '--no-rows')).toEqual({
      status: 0,
      stdout: expect.stringMatching(/Adopting \d+ collections\n(?!.*rows of).*serves the content model\.\n$/s),
      stderr: '',
    });
  });
});
