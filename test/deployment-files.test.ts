import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { Environment } from '../gateway/config/environment.ts';
import { CLOSING_MS } from '../gateway/stop.ts';

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
  expect(manifest.scripts.start.replace('--env-file-if-exists=.env ', '')).toBe(command.join(' '));
  const shutdown = Environment.shape.SHUTDOWN_SECONDS.parse(undefined);
  expect(Number(unit.TimeoutStopSec)).toBeGreaterThan(shutdown + CLOSING_MS / 1_000);
  expect(unit.ExecReload).toBe('/bin/kill -HUP $MAINPID');
  // With another the workers would be told beside the first process, which tells them itself.
  expect(unit.KillMode).toBe('mixed');
});
