import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { cachedFolder, ownFolder } from './folders.ts';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'chronos-folders-'));
  vi.stubEnv('CHRONOS_CACHE', root);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(root, { recursive: true });
});

const make = vi.fn((folder: string) => writeFile(join(folder, 'whole'), ''));

test('a cached folder is made once for a key', async () => {
  make.mockClear();
  const folder = await cachedFolder('tree', 'a', make);
  expect(await readdir(folder)).toEqual(['whole']);
  expect(await cachedFolder('tree', 'a', make)).toBe(folder);
  expect(await cachedFolder('tree', 'b', make)).not.toBe(folder);
  expect(make).toHaveBeenCalledTimes(2);
});

test('two that make the same folder at once get one and the same', async () => {
  const [one, other] = await Promise.all([cachedFolder('tree', 'a', make), cachedFolder('tree', 'a', make)]);
  expect(one).toBe(other);
  expect(await readdir(root)).toHaveLength(1);
});

test('a folder whose making fails is not kept', async () => {
  const failure = new Error('no space left');
  await expect(cachedFolder('tree', 'a', () => Promise.reject(failure))).rejects.toBe(failure);
  expect(await readdir(root)).toEqual([]);
});

test('what processes that are gone left behind is removed, and nothing else', async () => {
  const gone = spawnSync('true').pid;
  await Promise.all(
    [`run.${gone}.1`, `run.${process.pid}.2`, `other.${gone}.3`].map((name) => mkdir(join(root, name))),
  );
  const folder = await ownFolder(root, 'run');
  expect((await readdir(root)).map((name) => join(root, name)).sort()).toEqual(
    [folder, join(root, `run.${process.pid}.2`), join(root, `other.${gone}.3`)].sort(),
  );
});
