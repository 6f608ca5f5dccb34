import { spawnSync } from 'node:child_process';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../gateway/config.ts';
import { MEASURED_VERSION } from '../../subgraphs/twenty/client/metadata.ts';
import { debianTree } from './debian.ts';
import { DIRECTUS_VERSION } from './directus.ts';
import { ownFolder } from './folders.ts';

/** Docker Compose reads and checks files without an engine: its package alone will do. base-files has the links that /lib is. */
const COMPOSE = { name: 'docker-compose', packages: ['docker-compose', 'base-files'], variant: 'extract' } as const;

const SECRET = 'made-by-openssl-rand';

const PROFILES = ['setup', 'replicas', 'observability', 'backup', 'errors'];

describe('docker-compose.yml', () => {
  let tree: string;
  let project: string;
  /** What has to be set, and .env.example with all of it. */
  let required: string[];
  let example: string;

  beforeAll(async () => {
    tree = await debianTree(COMPOSE);
    project = await ownFolder(join(tree, 'tmp'), 'compose');
    await cp('docker-compose.yml', join(project, 'docker-compose.yml'));
    const compose = await readFile('docker-compose.yml', 'utf8');
    const settings = await readFile('.env.example', 'utf8');
    required = Array.from(compose.matchAll(/\$\{(\w+):\?/g), ([, name = '']) => name);
    example = required.reduce(
      (text, name) => text.replace(new RegExp(`^${name}=$`, 'm'), `${name}=${SECRET}`),
      settings,
    );
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

  /** The services that run then. */
  async function servicesOf(settings: string, ...options: readonly string[]) {
    const { status, stderr, stdout } = await config(settings, ...options);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const { services } = JSON.parse(stdout);
    return services;
  }

  test('is valid with the settings of .env.example, and runs the versions that the live tests run', async () => {
    const services: Record<string, { image?: string }> = await servicesOf(example);
    expect(Object.fromEntries(Object.entries(services).map(([name, { image }]) => [name, image ?? 'built']))).toEqual({
      database: expect.stringMatching(/^timescale\/timescaledb-ha:pg17\./),
      directus: `directus/directus:${DIRECTUS_VERSION}`,
      gateway: 'chronos-graph-gateway',
      redis: expect.stringMatching(/^redis:\d+\.\d+/),
      twenty: `twentycrm/twenty:v${MEASURED_VERSION}.0`,
      'twenty-worker': `twentycrm/twenty:v${MEASURED_VERSION}.0`,
    });
  });

  test('hands every setting of .env to the gateway, and none that is not', async () => {
    const { environment } = (await servicesOf(example)).gateway;
    const own = { DATABASE_URL: '', DIRECTUS_URL: '', TWENTY_URL: '', REDIS_URL: '' };
    const made = { ...own, METRICS_PORT: '', CHRONOS_SANDBOX: '' };
    const names = Object.keys(environment).filter((name) => !(name in made));
    expect(names.length).toBeGreaterThan(30);
    const all = `${example}\n${names.map((name) => `${name}=of-${name}`).join('\n')}`;
    expect((await servicesOf(all)).gateway.environment).toEqual({
      ...Object.fromEntries(Object.keys(made).map((name) => [name, environment[name]])),
      ...Object.fromEntries(names.map((name) => [name, `of-${name}`])),
    });
    const none = required.map((name) => `${name}=${SECRET}`).join('\n');
    const { environment: unset } = (await servicesOf(none)).gateway;
    expect(readConfig({ NODE_ENV: 'production', ...given(unset) })).toMatchObject({ leaveMs: 2_000, workers: 1 });
  });

  test('the gateway starts, and stops, without what sets up the others', async () => {
    const { gateway, ...others } = await servicesOf(example);
    expect(gateway.depends_on ?? {}).toEqual({});
    const setup = await servicesOf(example, '--profile', 'setup');
    expect(Object.keys(setup).filter((name) => name !== 'gateway' && !(name in others))).toEqual([
      'keys',
      'load-analytics',
      'move-assets',
      'provision-directus',
      'refresh-tiles',
    ]);
    for (const service of Object.values<{ depends_on?: object }>({ ...others, gateway })) {
      expect(Object.keys(service.depends_on ?? {})).not.toEqual(expect.arrayContaining([expect.stringMatching(/-/)]));
    }
  });

  test('the gateway has no more rights and memory than it needs; no log grows without end', async () => {
    const services = await servicesOf(example, ...PROFILES.flatMap((of) => ['--profile', of]));
    const setup = ['keys', 'load-analytics', 'move-assets', 'provision-directus', 'refresh-tiles'];
    for (const name of ['gateway', 'gateway-2', 'node-exporter', 'backup-verify', ...setup]) {
      expect(services[name]).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
        pids_limit: 512,
      });
    }
    expect(services.gateway.mem_limit).toBe(String(2 ** 30));
    expect(services.database.mem_limit).toBe(String(3 * 2 ** 30));
    expect(services.database.command).toEqual(expect.arrayContaining(['postgres', '--shared_buffers=1GB']));
    for (const service of Object.values(services)) {
      expect(service).toMatchObject({ logging: { driver: 'local', options: { 'max-size': '20m', 'max-file': '5' } } });
    }
  });

  test('only who asks the database or Redis is in a network with it', async () => {
    const all = PROFILES.flatMap((of) => ['--profile', of]);
    const { stdout } = await config(example, ...all);
    const { services, networks } = JSON.parse(stdout);
    const members = (network: string) =>
      Object.keys(services)
        .filter((name) => network in Object(services[name].networks))
        .sort();
    expect(Object.fromEntries(Object.keys(networks).map((name) => [name, members(name)]))).toEqual({
      database: [
        ...['database', 'directus', 'gateway', 'gateway-2', 'keys', 'load-analytics', 'provision-directus'],
        ...['refresh-tiles', 'twenty', 'twenty-worker'],
      ],
      redis: ['gateway', 'gateway-2', 'redis', 'twenty', 'twenty-worker'],
      upstreams: ['directus', 'gateway', 'gateway-2', 'move-assets', 'provision-directus', 'twenty', 'twenty-worker'],
      edge: ['balancer', 'gateway', 'gateway-2', 'glitchtip', 'grafana', 'node-exporter', 'prometheus'],
      backup: ['backup-verify', 'database'],
      errors: ['glitchtip', 'glitchtip-database', 'glitchtip-valkey'],
    });
    const internal = Object.keys(networks).filter((name) => networks[name].internal);
    expect(internal.toSorted()).toEqual(['database', 'errors', 'redis']);
  });

  test('no server that runs has the password of the migrator', async () => {
    const services = await servicesOf(
      example.replace('MIGRATOR_DB_PASSWORD=', 'MIGRATOR_DB_PASSWORD=of-the-migrator-'),
    );
    const having = Object.entries(services).filter(([, service]) =>
      JSON.stringify(service).includes('of-the-migrator'),
    );
    // The database's first start makes the role.
    expect(having.map(([name]) => name)).toEqual(['database']);
  });

  test('the database archives when it is set to, and backup-verify reads what it archived', async () => {
    const { database } = await servicesOf(example);
    expect(database.command).toContain('--archive_mode=off');
    const bucket = example.replace('BACKUP_S3_BUCKET=', 'BACKUP_S3_BUCKET=backups');
    const archiving = bucket.replace('BACKUP_ARCHIVING=off', 'BACKUP_ARCHIVING=on');
    const services = await servicesOf(archiving, '--profile', 'backup');
    expect(services.database.command).toEqual(
      expect.arrayContaining(['--archive_mode=on', '--archive_command=pgbackrest archive-push %p']),
    );
    const pgBackRest = Object.entries<string>(services['backup-verify'].environment).filter(([name]) =>
      name.startsWith('PGBACKREST_'),
    );
    expect(services.database.environment).toMatchObject(Object.fromEntries(pgBackRest));
    expect(Object.fromEntries(pgBackRest)).toMatchObject({ PGBACKREST_REPO1_S3_BUCKET: 'backups' });
    // The programs that restore a server are of the version that wrote it.
    const dockerfile = await readFile('Dockerfile', 'utf8');
    expect(dockerfile).toContain(`FROM ${services.database.image} AS backup\n`);
  });

  test("with the profile observability, Prometheus, the exporter of the backups' metrics and Grafana run too", async () => {
    const services = await servicesOf(example, '--profile', 'observability');
    const { prometheus, 'node-exporter': exporter, grafana } = services;
    expect([prometheus.image, exporter.image, grafana.image]).toEqual([
      expect.stringMatching(/^prom\/prometheus:v\d+\.\d+/),
      expect.stringMatching(/^prom\/node-exporter:v\d+\.\d+/),
      expect.stringMatching(/^grafana\/grafana:\d+\.\d+/),
    ]);
  });

  test('with the profile errors, GlitchTip with a database and a Valkey of its own', async () => {
    const { glitchtip, ...others } = await servicesOf(example, '--profile', 'errors');
    expect([glitchtip, others['glitchtip-database'], others['glitchtip-valkey']].map(({ image }) => image)).toEqual([
      expect.stringMatching(/^glitchtip\/glitchtip:\d+\.\d+\.\d+$/),
      expect.stringMatching(/^postgres:\d+\.\d+-alpine$/),
      expect.stringMatching(/^valkey\/valkey:\d+\.\d+\.\d+-alpine$/),
    ]);
    expect(glitchtip.ports).toEqual([expect.objectContaining({ host_ip: '127.0.0.1' })]);
  });

  test('with the profile replicas, a second gateway like the first, and a balancer before both', async () => {
    const { gateway, 'gateway-2': second, balancer } = await servicesOf(example, '--profile', 'replicas');
    const { ports: _, ...alike } = gateway;
    expect(second).toEqual({ ...alike, profiles: ['replicas'] });
    expect(balancer.image).toMatch(/^haproxy:3\.0\.\d+-alpine$/);
    expect(balancer.ports).toEqual([
      expect.objectContaining({ target: 8080, published: '8080', host_ip: '127.0.0.1' }),
    ]);
  });

  test('does not start without what has to be set', async () => {
    expect(required).toEqual(expect.arrayContaining(['POSTGRES_PASSWORD', 'DIRECTUS_TOKEN', 'GRAFANA_ADMIN_PASSWORD']));
    for (const name of new Set(required)) {
      const { status, stderr } = await config(example.replace(`${name}=${SECRET}`, `${name}=`));
      expect({ name, status, stderr }).toEqual({
        name,
        status: expect.not.toBeOneOf([0]),
        stderr: expect.stringContaining(`required variable ${name} is missing a value: set it in .env`),
      });
    }
  });

  test('is refused by the gateway with a value that was copied from elsewhere and not replaced', async () => {
    const { environment } = (await servicesOf(example.replaceAll(SECRET, 'replace-me-by-16-characters'))).gateway;
    expect(() => readConfig({ NODE_ENV: 'production', ...given(environment) })).toThrow(
      ['DATABASE_URL', 'DIRECTUS_TOKEN']
        .map((name) => `  - ${name} contains "replace-me" from the example: set your own value.`)
        .join('\n'),
    );
  });
});

/** What a container is given of an environment: what has no value at all is not set there. */
const given = (environment: Readonly<Record<string, string | null>>) =>
  Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, value ?? undefined]));
