import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { parse } from 'yaml';
import { STAFF_TOKEN, startGateway, type TestGateway } from '../gateway.ts';
import { type OwnDatabase, startOwnDatabase } from '../own-database.ts';
import { commandsOf } from './commands.ts';
import { readCompose } from './compose.ts';
import { type Copy, copyRepository } from './copy.ts';
import { readCurl } from './curl.ts';
import { readPages } from './markdown.ts';
import { runLine, serveLine } from './shell.ts';
import { OF_OTHERS, WAYS, type Way } from './ways.ts';
import '../provided.ts';

/* Every command that a document shows is run: here, or where ways.ts says. */

const ROOT = new URL('../../', import.meta.url);

const all = commandsOf(await readPages());
/** Docker's are held to docker-compose.yml: no test has an engine. test/live/compose.test.ts has Docker Compose read it. */
const compose = all.filter(({ text }) => text.startsWith('docker compose '));
const shown = all.filter((command) => !compose.includes(command));

/** As much of docker-compose.yml as commands name. */
interface ComposeFile {
  readonly services: Readonly<Record<string, { readonly profiles?: readonly string[] }>>;
}

/** The ways of a kind, each with its command. */
function waysWith<Key extends string>(key: Key) {
  return Object.entries(WAYS).flatMap(([text, way]) => (hasKey(way, key) ? [{ text, way }] : []));
}

function hasKey<Key extends string>(way: Way, key: Key): way is Extract<Way, Record<Key, unknown>> {
  return key in way;
}

function ofAnother(text: string) {
  return OF_OTHERS.find(({ begins }) => text.startsWith(begins));
}

async function expectHeld(file: string, holding: string): Promise<void> {
  expect(await readFile(new URL(file, ROOT), 'utf8')).toContain(holding);
}

test('of every command that a document shows it is known that it works', () => {
  expect(shown.filter(({ text }) => !(text in WAYS) && !ofAnother(text))).toEqual([]);
});

test('nothing is known of commands that no document shows', () => {
  expect(Object.keys(WAYS).filter((text) => !shown.some((command) => command.text === text))).toEqual([]);
});

test.for(shown.filter(({ text }) => !(text in WAYS)))('$text is given what there is', async ({ text }) => {
  const { by, holding } = ofAnother(text) ?? {};
  if (by !== undefined && holding !== undefined) await expectHeld(by, holding);
  const paths = [...text.matchAll(/--(?:filename|kustomize) (\S+)/g)].map(([, path = '']) => path);
  expect(paths.filter((path) => !existsSync(new URL(path, ROOT)))).toEqual([]);
});

test.for(compose)('$text names what there is', async ({ text }) => {
  const file: ComposeFile = parse(await readFile(new URL('docker-compose.yml', ROOT), 'utf8'));
  const { services, profiles, inner } = readCompose(text);
  expect(Object.keys(file.services)).toEqual(expect.arrayContaining([...services]));
  const known = Object.values(file.services).flatMap(({ profiles = [] }) => profiles);
  expect(known).toEqual(expect.arrayContaining([...profiles]));
  if (inner === undefined || inner in WAYS) return;
  const { by = `a test of ${inner}`, holding = '' } = ofAnother(inner) ?? {};
  await expectHeld(by, holding);
});

test.for(waysWith('by'))('$text is run by $way.by', ({ way: { by, holding } }) => expectHeld(by, holding));

describe('run in a copy of the repository', () => {
  let copy: Copy;
  let empty: OwnDatabase;
  beforeAll(async () => {
    [copy, empty] = await Promise.all([copyRepository(), startOwnDatabase('')]);
  });
  afterAll(() => Promise.all([copy.remove(), empty.close()]));

  const optionsOf = ({ settings }: Pick<Extract<Way, { prints: unknown }>, 'settings'>) => ({
    cwd: copy.folder,
    settings: settings?.({ databaseUrl: inject('databaseUrl'), emptyDatabaseUrl: empty.databaseUrl }),
  });

  test.for(waysWith('prints'))('$text', async ({ text, way }) => {
    const ended = await runLine(way.as ?? text, optionsOf(way));
    expect(ended).toEqual({ code: 0, printed: expect.stringMatching(way.prints) });
  });

  test.for(waysWith('serves'))('$text', async ({ text, way }) => {
    const printed = await serveLine(text, way.serves, optionsOf(way));
    expect(printed).toMatch(way.serves);
    expect(printed).not.toMatch(/warn|not found/i);
  });
});

describe('sent to a gateway', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway();
    return () => gateway.close();
  });

  test.for(waysWith('sent'))('$text', async ({ text, way }) => {
    const { path, method, headers, body } = readCurl(text.replace('…', STAFF_TOKEN));
    const response = await gateway.fetch(`http://gateway${path}`, { method, headers, ...(body && { body }) });
    expect({ status: response.status, body: await response.text() }).toEqual({
      status: 200,
      body: expect.stringMatching(way.sent),
    });
  });
});
