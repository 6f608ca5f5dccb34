import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type Copy, copyRepository } from '../documents/copy.ts';
import { blocksOf, readPage } from '../documents/markdown.ts';
import { runLine } from '../documents/shell.ts';

/* Commands of the documents that take packages from a registry: see test/documents/ways.ts. */

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

describe('commands of the documents', { timeout: 10 * 60_000 }, () => {
  let copy: Copy;
  beforeAll(async () => {
    copy = await copyRepository();
  }, 120_000);
  afterAll(() => copy.remove());

  test('npm run build:graphiql makes what is committed', async () => {
    const dist = 'gateway/graphiql/dist/sources.sha256';
    const { code, printed } = await runLine('npm run build:graphiql', { cwd: copy.folder });
    expect({ code, printed }).toEqual({ code: 0, printed: expect.any(String) });
    const [made, committed] = await Promise.all([copy.folder, ROOT].map((root) => readFile(join(root, dist), 'utf8')));
    expect(made).toBe(committed);
  });

  test.each([
    '--name nothing',
    '--name nothing --config subgraphs/analytics/drizzle.config.ts',
    '--dialect postgresql --schema gateway/identity/keys/table.ts --out gateway/identity/migrations',
  ])('npm run migration -- %s finds a migration for everything in the tables', async (options) => {
    const { code, printed } = await runLine(`npm run migration -- ${options}`, { cwd: copy.folder });
    expect({ code, printed }).toEqual({ code: 0, printed: expect.stringContaining('No schema changes') });
  });

  test('npm ci prints no warning, whichever Node runs it, and installs as much as is documented', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'chronos-install-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    for (const file of ['package.json', 'package-lock.json', '.npmrc']) await cp(join(ROOT, file), join(folder, file));
    const PATH = process.env.PATH?.split(':').filter((part) => !part.includes('node_modules'));
    const settings = { PATH: PATH?.join(':') ?? '', npm_config_loglevel: '' };
    const { code, printed } = await runLine('npm ci', { cwd: folder, settings });
    expect({ code, printed }).toEqual({ code: 0, printed: expect.not.stringMatching(/warn/i) });
    const page = await readPage('docs/for-maintainers.md');
    const [, documented = ''] = /`npm ci` installs \d+ packages, (\d+) MB on Linux/.exec(page.text) ?? [];
    const { printed: kilobytes } = await runLine('du -sk node_modules | cut -f 1', { cwd: folder });
    expect(Math.abs(Number(kilobytes) / 1024 / Number(documented) - 1)).toBeLessThan(0.05);
  });

  test('the log is read by pino-pretty', async () => {
    const page = await readPage('docs/observability.md');
    const [, command = ''] = /`npm start \| ([^`]+)`/.exec(page.text) ?? [];
    expect(command.split(' ', 2)).toEqual(['npx', 'pino-pretty']);
    const line = blocksOf(page)
      .find(({ language }) => language === 'json')
      ?.text.replaceAll('\n', ' ');
    const input = `${line}\n`;
    const { code, printed } = await runLine(command.replace('npx', 'npx --yes'), { cwd: copy.folder, input });
    expect({ code, printed }).toEqual({ code: 0, printed: expect.stringMatching(/INFO.*\n.*event: "request"/s) });
  });
});
