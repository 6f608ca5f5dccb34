import { access, constants, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { EnvironmentVariables } from '../gateway/config/environment.ts';
import { CLOSING_MS } from '../gateway/run/stop.ts';

const read = (file: string) => readFile(new URL(`../${file}`, import.meta.url), 'utf8');

/** The settings of a unit of systemd; of those that stand there more than once, the last. */
function unitOf(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    text.split('\n').flatMap((line) => {
      const at = line.indexOf('=');
      return line.startsWith('#') || at < 0 ? [] : [[line.slice(0, at), line.slice(at + 1)]];
    }),
  );
}

test('the unit of systemd runs what the image runs, and waits for as long as the gateway may take to stop', async () => {
  const [unit, image, manifest] = await Promise.all([
    read('deploy/systemd/chronos-graph.service').then(unitOf),
    read('Dockerfile'),
    read('package.json').then((text) => JSON.parse(text)),
  ]);
  const command: string[] = JSON.parse(/^CMD (\[.*\])$/m.exec(image)?.[1] ?? '[]');
  expect(unit.ExecStart).toBe(['/usr/bin/node', ...command.slice(1)].join(' '));
  // By exec, so that the signals of npm reach Node.
  expect(manifest.scripts.start.replace('--import=./gateway/config/env-file.js ', '')).toBe(
    ['MALLOC_ARENA_MAX=1 exec', ...command].join(' '),
  );
  expect(unit.Environment).toBe('NODE_ENV=production MALLOC_ARENA_MAX=1');
  expect(image).toMatch(/^ENV .*\bMALLOC_ARENA_MAX=1$/m);
  const shutdown = EnvironmentVariables.shape.SHUTDOWN_SECONDS.parse(undefined);
  expect(Number(unit.TimeoutStopSec)).toBeGreaterThan(shutdown + CLOSING_MS / 1_000);
  expect(unit.ExecReload).toBe('/bin/kill -HUP $MAINPID');
  // Another mode would signal the workers too, which the first process stops itself.
  expect(unit.KillMode).toBe('mixed');
});

test.each([
  ['backup@full', 'backup@', ['deploy/backup/backup.sh %i']],
  ['backup@diff', 'backup@', ['deploy/backup/backup.sh %i']],
  ['backup-verify', 'backup-verify', ['docker compose run --rm backup-verify', 'deploy/backup/verify-files.sh']],
])('the timer %s starts scripts and services that there are', async (name, of, commands) => {
  const [text, timer] = await Promise.all([
    read(`deploy/systemd/chronos-graph-${of}.service`),
    read(`deploy/systemd/chronos-graph-${name}.timer`).then(unitOf),
  ]);
  const { WorkingDirectory, EnvironmentFile } = unitOf(text);
  expect({ WorkingDirectory, EnvironmentFile }).toEqual({
    WorkingDirectory: '/opt/chronos-graph',
    EnvironmentFile: '/etc/chronos-graph-backup.env',
  });
  const started = Array.from(
    text.matchAll(/^ExecStart=(?:\/opt\/chronos-graph\/|\/usr\/bin\/)(.*)$/gm),
    ([, each]) => each,
  );
  expect(started).toEqual(commands);
  for (const [script = ''] of commands.map((command) => command.split(' '))) {
    if (script.includes('/')) await access(new URL(`../${script}`, import.meta.url), constants.X_OK);
  }
  expect(parse(await read('docker-compose.yml'), { merge: true }).services).toHaveProperty('backup-verify');
  expect(timer).toMatchObject({ OnCalendar: expect.any(String), Persistent: 'true', WantedBy: 'timers.target' });
});

/** Settings that the gateway in docker-compose.yml has from its image, and those that have no use there. */
const NOT_OF_COMPOSE = ['NODE_ENV', 'HOST', 'PORT', 'CHRONOS_SANDBOX_DIR', 'STAFF_TOKEN'];

test('docker-compose.yml passes on every setting, and .env.example explains it', async () => {
  const [compose, example] = await Promise.all([read('docker-compose.yml'), read('.env.example')]);
  const { environment } = parse(compose, { merge: true }).services.gateway;
  const settings = Object.keys(EnvironmentVariables.shape);
  expect(Object.keys(environment).sort()).toEqual(settings.filter((name) => !NOT_OF_COMPOSE.includes(name)).sort());
  const explained = Array.from(example.matchAll(/^(?:# )?([A-Z_]+)=/gm), ([, name]) => name);
  expect(settings.filter((name) => name !== 'NODE_ENV' && !explained.includes(name))).toEqual([]);
  expect(explained.filter((name, index) => explained.indexOf(name) !== index)).toEqual([]);
  // What Compose reads of .env stands there as a setting, not as a comment, and nothing else does.
  const passed = Array.from(compose.matchAll(/\$\{(\w+)|^ {6}([A-Z_]+):$/gm), ([, by, whole]) => by ?? whole);
  const set = Array.from(example.matchAll(/^(\w+)=/gm), ([, name]) => name);
  expect([...new Set(passed)].sort()).toEqual(set.sort());
  // What .env has to set stands there without a value: copied and not set, it is refused.
  const required = Array.from(compose.matchAll(/\$\{(\w+):\?/g), ([, name]) => name);
  expect(required.filter((name) => !new RegExp(`^${name}=$`, 'm').test(example))).toEqual([]);
});

test('docs/deployment.md runs programs that there are, and puts back the image that Compose runs', async () => {
  const [page, compose] = await Promise.all([
    read('docs/deployment.md'),
    read('docker-compose.yml').then((text) => parse(text)),
  ]);
  const [unit, ...runs] = [
    unitOf(await read('deploy/systemd/chronos-graph.service')),
    ...page.split('\n').filter((line) => line.startsWith('systemd-run ')),
  ];
  expect(runs.map((line) => /--working-directory=(\S+) \/usr\/bin\/node (\S+)/.exec(line)?.slice(1))).toEqual([
    [unit.WorkingDirectory, 'gateway/keys.ts'],
    [unit.WorkingDirectory, 'doctor/main.ts'],
  ]);
  const migrator = unit.EnvironmentFile?.replace('.env', '-migrator.env');
  expect(runs.map((line) => /--property=EnvironmentFile=(\S+)/.exec(line)?.[1])).toEqual([
    migrator,
    unit.EnvironmentFile,
  ]);
  // What Compose calls an image that it builds.
  const image = `${compose.name}-gateway`;
  const tags = ['docker tag '].flatMap((begins) => page.match(new RegExp(`${begins}[^\`]+`, 'g')));
  expect(tags).toEqual([`docker tag ${image} ${image}:before`, `docker tag ${image}:before ${image}`]);
});
