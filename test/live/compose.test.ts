import { spawnSync } from 'node:child_process';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { debianTree } from './debian.ts';
import pinned from './directus/package.json' with { type: 'json' };
import { ownFolder } from './folders.ts';

/** Docker Compose reads and checks files without an engine: its package alone will do. base-files has the links that /lib is. */
const COMPOSE = { name: 'docker-compose', packages: ['docker-compose', 'base-files'], variant: 'extract' } as const;

describe('docker-compose.yml', () => {
  let tree: string;
  let project: string;
  let file: string;
  let example: string;

  beforeAll(async () => {
    tree = await debianTree(COMPOSE);
    project = await ownFolder(join(tree, 'tmp'), 'compose');
    await cp('docker-compose.yml', join(project, 'docker-compose.yml'));
    [file, example] = await Promise.all([readFile('docker-compose.yml', 'utf8'), readFile('.env.example', 'utf8')]);
  }, 120_000);
  afterAll(() => rm(project, { recursive: true }));

  /** What `docker compose config` answers with these settings in .env. */
  async function config(settings: string, ...options: readonly string[]) {
    await writeFile(join(project, '.env'), settings);
    const args = ['--project-directory', `/${relative(tree, project)}`, ...options, 'config', '--format', 'json'];
    return spawnSync('chroot', [tree, 'docker-compose', ...args], {
      encoding: 'utf8',
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
    });
  }

  test('is valid with the settings of .env.example, and runs the versions that the live tests run', async () => {
    const { status, stderr, stdout } = await config(example);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const services: Record<string, { image?: string }> = JSON.parse(stdout).services;
    expect(Object.fromEntries(Object.entries(services).map(([name, { image }]) => [name, image ?? 'built']))).toEqual({
      database: expect.stringMatching(/^timescale\/timescaledb-ha:pg17\./),
      directus: `directus/directus:${pinned.dependencies.directus}`,
      gateway: 'built',
      'load-analytics': 'built',
      'provision-directus': 'built',
      redis: expect.stringMatching(/^redis:\d+\.\d+/),
      twenty: 'twentycrm/twenty:v2.43.0',
      'twenty-worker': 'twentycrm/twenty:v2.43.0',
    });
  });

  test('reads no setting that .env.example does not explain', () => {
    const read = new Set(Array.from(file.matchAll(/\$\{(\w+)/g), ([, name]) => name));
    const explained = new Set(Array.from(example.matchAll(/^(\w+)=/gm), ([, name]) => name));
    expect([...read].sort()).toEqual([...explained].sort());
  });

  test('with the profile observability, Prometheus and Grafana run too', async () => {
    const { status, stderr, stdout } = await config(example, '--profile', 'observability');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const { prometheus, grafana } = JSON.parse(stdout).services;
    expect([prometheus.image, grafana.image]).toEqual([
      expect.stringMatching(/^prom\/prometheus:v\d+\.\d+/),
      expect.stringMatching(/^grafana\/grafana:\d+\.\d+/),
    ]);
  });

  test('with the profile replicas, a second gateway like the first, and a balancer before both', async () => {
    const { status, stderr, stdout } = await config(example, '--profile', 'replicas');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const { gateway, 'gateway-2': second, balancer } = JSON.parse(stdout).services;
    const { ports: _, ...alike } = gateway;
    expect(second).toEqual({ ...alike, profiles: ['replicas'] });
    expect(balancer.image).toMatch(/^haproxy:3\.0\.\d+-alpine$/);
    expect(balancer.ports).toEqual([
      expect.objectContaining({ target: 8080, published: '8080', host_ip: '127.0.0.1' }),
    ]);
  });

  const required = ['POSTGRES_PASSWORD', 'DIRECTUS_SECRET', 'DIRECTUS_TOKEN', 'TWENTY_ENCRYPTION_KEY'];
  test.each(required)('does not start without %s', async (name) => {
    const { status, stderr } = await config(example.replace(new RegExp(`^${name}=.*$`, 'm'), `${name}=`));
    expect({ status, stderr }).toEqual({
      status: expect.not.toBeOneOf([0]),
      stderr: expect.stringContaining(`required variable ${name} is missing a value: set it in .env`),
    });
  });
});
