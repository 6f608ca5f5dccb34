import '../provided.ts';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'graphql';
import postgres from 'postgres';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { loadContent } from '../../content-model/index.ts';
import { openDirectusApi } from '../../content-model/provision/directus-api.ts';
import { provisionDirectus } from '../../content-model/provision.ts';
import type { Upstream } from '../../subgraphs/contract/upstream.ts';
import { createDirectus } from '../../subgraphs/directus/testing.ts';
import { execute } from '../../subgraphs/testing/execute.ts';
import { type RealDirectus, startRealDirectus } from './directus.ts';
import { type LiveR2, startR2 } from './r2.ts';

/* Files of a real Directus move from its folder to a bucket of R2, as docs/assets.md says. */

const NAME = 'directus_assets';
const TOKEN = 'token-of-the-gateway-for-assets';
const MOVE = fileURLToPath(new URL('../../deploy/move-assets.ts', import.meta.url));

const { files } = loadContent();
const owner = postgres(inject('ownerUrl'), { max: 1, onnotice: () => undefined });
let r2: LiveR2;
let uploads: string;
let directus: RealDirectus;
let upstream: Upstream;

beforeAll(async () => {
  const databaseUrl = Object.assign(new URL(inject('ownerUrl')), { pathname: `/${NAME}` }).href;
  await owner.unsafe(`CREATE DATABASE ${NAME}`);
  const sql = postgres(databaseUrl, { max: 1 });
  await sql.unsafe('CREATE EXTENSION postgis').finally(() => sql.end());
  uploads = await mkdtemp(join(tmpdir(), 'chronos-uploads-'));
  r2 = await startR2(['media', 'another']);
  directus = await startRealDirectus({
    databaseUrl,
    settings: {
      STORAGE_LOCATIONS: 'local,r2',
      STORAGE_LOCAL_ROOT: uploads,
      STORAGE_R2_DRIVER: 's3',
      STORAGE_R2_ENDPOINT: r2.endpoint,
      STORAGE_R2_KEY: r2.key,
      STORAGE_R2_SECRET: r2.secret,
      STORAGE_R2_BUCKET: 'media',
      STORAGE_R2_REGION: 'auto',
      // Of the local R2: it has no name for each bucket.
      STORAGE_R2_FORCE_PATH_STYLE: 'true',
    },
  });
  const { url, adminToken } = directus;
  await provisionDirectus({ directusUrl: url, adminToken, databaseUrl, gatewayToken: TOKEN });
  upstream = await createDirectus({ url, token: TOKEN, publicUrl: url });
}, 300_000);
afterAll(async () => {
  await upstream?.close();
  await directus?.close();
  await r2?.stop();
  await owner.unsafe(`DROP DATABASE ${NAME} WITH (FORCE)`).finally(() => owner.end());
  await rm(uploads, { recursive: true, force: true });
});

/** Runs `npm run assets:move`. */
function move(options: readonly string[] = [], settings: Record<string, string> = {}) {
  const env = {
    PATH: process.env.PATH,
    DIRECTUS_URL: directus.url,
    DIRECTUS_ADMIN_TOKEN: directus.adminToken,
    ASSETS_FOLDER: uploads,
    STORAGE_R2_ENDPOINT: r2.endpoint,
    STORAGE_R2_KEY: r2.key,
    STORAGE_R2_SECRET: r2.secret,
    STORAGE_R2_BUCKET: 'media',
    ...settings,
  };
  return new Promise<{ code: number; printed: string }>((resolve) => {
    execFile(process.execPath, [MOVE, ...options], { env }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, printed: (stderr + stdout).trim() }),
    );
  });
}

const api = () => openDirectusApi(directus.url, directus.adminToken);

/** How many files are at each location. */
async function locations(): Promise<Record<string, number>> {
  const rows = await api().request<{ storage: string }[]>('GET', '/files?fields=storage&limit=-1');
  return Object.fromEntries(
    Object.entries(Object.groupBy(rows, ({ storage }) => storage)).map(([name, of]) => [name, of?.length ?? 0]),
  );
}

const asset = (id: string) => fetch(`${directus.url}/assets/${id}`);

/** The files of the project that everybody is served as they are. */
async function served(): Promise<number> {
  const same = await Promise.all(
    files.map(async ({ id, path }) => {
      const response = await asset(id);
      return response.ok && Buffer.from(await response.arrayBuffer()).equals(await readFile(path));
    }),
  );
  return same.filter(Boolean).length;
}

const ALL = { local: files.length };
const id = files[0]?.id ?? '';

test('a bucket that is away is named, and nothing has moved', async () => {
  await r2.stop();
  const { code, printed } = await move();
  expect({ code, printed }).toEqual({
    code: 1,
    printed: expect.stringMatching(/^The bucket cannot be reached at http/),
  });
  expect(await locations()).toEqual(ALL);
  await r2.start();
  const refused = await move([], { STORAGE_R2_SECRET: 'of-another-bucket' });
  expect(refused).toEqual({ code: 1, printed: expect.stringContaining('HTTP 403 SignatureDoesNotMatch') });
  expect(await locations()).toEqual(ALL);
  expect(await served()).toBe(files.length);
});

test('a bucket that Directus does not have is noticed, and Directus reads its folder again', async () => {
  const { code, printed } = await move([], { STORAGE_R2_BUCKET: 'another' });
  expect({ code, printed }).toEqual({ code: 1, printed: expect.stringContaining('STORAGE_R2_…') });
  expect(await locations()).toEqual(ALL);
  expect(await served()).toBe(files.length);
});

test('a file that is lost or damaged stays where it is, and the others move', async () => {
  const [lost = '', damaged = ''] = files.map(({ id: of }) => join(uploads, `${of}.webp`));
  await rename(lost, `${lost}.away`);
  const bytes = await readFile(damaged);
  await writeFile(damaged, bytes.subarray(1));
  const { code, printed } = await move();
  expect({ code, problems: printed.split('\n') }).toEqual({
    code: 1,
    problems: expect.arrayContaining([
      `${files.length - 2} files moved from local to r2, 2 not.`,
      expect.stringContaining(`has ${bytes.length - 1} bytes, and ${bytes.length} in Directus`),
      expect.stringContaining(`is not in ${uploads}`),
    ]),
  });
  expect(await locations()).toEqual({ local: 2, r2: files.length - 2 });
  await rename(`${lost}.away`, lost);
  await writeFile(damaged, bytes);
});

test('run again, it moves the rest; the folder is emptied of what the bucket has', async () => {
  expect(await move()).toEqual({ code: 0, printed: '2 files moved from local to r2, 0 not.' });
  expect(await locations()).toEqual({ r2: files.length });
  expect(await readdir(uploads)).toEqual(expect.arrayContaining(files.map(({ id: of }) => `${of}.webp`)));
  // One that an older backup brought back, say.
  await writeFile(join(uploads, `${id}.webp`), 'another');
  const { code, printed } = await move(['--delete']);
  expect({ code, printed }).toEqual({
    code: 1,
    printed: expect.stringMatching(
      new RegExp(
        `^${id}.webp is not the same in the bucket and stays.*\n0 files moved.*\n${files.length - 1} files deleted`,
        's',
      ),
    ),
  });
  expect(await readdir(uploads)).toEqual([`${id}.webp`]);
  expect(await served()).toBe(files.length);
});

test('CmsFile.url is of the file in the bucket, and of the picture that Directus makes of it there', async () => {
  const query = '{ cmsArticles(limit: 1) { cover { id whole: url small: url(width: 64, format: PNG) } } }';
  const answer = await execute(upstream, { document: parse(query), context: { caller: { audience: 'internal' } } });
  const { cover } = JSON.parse(JSON.stringify(answer)).data.cmsArticles[0];
  const bytes = await (await fetch(cover.whole)).arrayBuffer();
  const original = files.find((file) => file.id === cover.id)?.path ?? '';
  expect(Buffer.from(bytes).equals(await readFile(original))).toBe(true);
  for (const time of ['made', 'read']) {
    const picture = await sharp(await (await fetch(cover.small)).arrayBuffer()).metadata();
    expect({ time, ...picture }).toMatchObject({ time, format: 'png', width: 64 });
  }
});

test('an upload is refused while the bucket is away, and leaves no row; what was there is there again', async () => {
  async function upload() {
    const form = new FormData();
    form.set('storage', 'r2');
    form.set('file', new File(['written to the bucket'], 'note.txt', { type: 'text/plain' }));
    return api().request<{ id: string }>('POST', '/files', form);
  }
  await r2.stop();
  await expect(upload()).rejects.toThrow("Couldn't save file");
  expect((await asset(id)).ok).toBe(false);
  await r2.start();
  expect(await locations()).toEqual({ r2: files.length });
  expect(await served()).toBe(files.length);
  const { id: note } = await upload();
  const response = await fetch(`${directus.url}/assets/${note}`, {
    headers: { authorization: `Bearer ${directus.adminToken}` },
  });
  expect(await response.text()).toBe('written to the bucket');
}, 120_000);
