import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { runChild, startChild, untilReady } from './child.ts';
import { ownFolder } from './folders.ts';

const WAIT = { timeout: 60_000 };
const shell = (script: string) => ({ name: 'The child', command: 'sh', args: ['-c', script] });

test('a command that fails says what it wrote last', async () => {
  await expect(runChild(shell('echo "no space left" >&2; exit 3'), 10_000)).rejects.toThrow(
    new Error('The child failed with code 3. What it wrote last:\nno space left'),
  );
});

test('a command that is not there is named', async () => {
  await expect(runChild({ name: 'The child', command: 'no-such-command', args: [] }, 10_000)).rejects.toThrow(
    new Error(
      'The child failed with code 127. What it wrote last:\nCannot run no-such-command: spawn no-such-command ENOENT',
    ),
  );
});

test('a command that takes too long is stopped', async () => {
  await expect(runChild(shell('echo begun; exec sleep 600'), 500)).rejects.toThrow(
    new Error('The child did not finish within 0.5 s. What it wrote last:\nbegun'),
  );
});

test('a server that ends before it is ready is not waited for', async () => {
  const server = startChild(shell('echo "port taken"; exit 1'));
  await expect(untilReady(server, () => Promise.reject(new Error('refused')), 600_000)).rejects.toThrow(
    new Error('The child ended with code 1. What it wrote last:\nport taken'),
  );
});

test('a child, its own children and its folder are gone once its starter is killed', async () => {
  const folder = await ownFolder(tmpdir(), 'chronos-child');
  const command = { ...shell('echo $$ > pid; sleep 600'), cwd: folder, remove: folder };
  const module = new URL('child.ts', import.meta.url);
  const script = `import { startChild } from '${module}'; startChild(${JSON.stringify(command)})`;
  const starter = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: 'inherit' });
  const pid = await vi.waitFor(() => {
    const written = readFileSync(join(folder, 'pid'), 'utf8');
    expect(written).toMatch(/^\d+\n$/);
    return Number(written);
  }, WAIT);
  starter.kill('SIGKILL');
  await expect.poll(() => existsSync(folder)).toBe(false);
  await vi.waitFor(() => expect(() => process.kill(-pid, 0)).toThrow('ESRCH'), WAIT);
});
