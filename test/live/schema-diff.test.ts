import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

let repository: string;
let whole: string;
beforeAll(() => {
  repository = mkdtempSync(join(tmpdir(), 'schema-diff-'));
  whole = readFileSync('schema.graphql', 'utf8');
  git('init', '--quiet');
  writeFileSync(join(repository, 'schema.graphql'), whole.replace('type Query {', 'type Query {\n  gone: Int\n'));
  commit('A field that the graph does not have');
  writeFileSync(
    join(repository, 'schema.graphql'),
    whole.replace('type Query {', 'type Query {\n  gone: Int @deprecated(reason: "It goes.")\n'),
  );
  commit('The same, deprecated');
});
afterAll(() => rmSync(repository, { recursive: true }));

function git(...args: string[]): void {
  execFileSync('git', args, { cwd: repository });
}

function commit(message: string): void {
  git('add', '.');
  git('-c', 'user.name=test', '-c', 'user.email=test@example.com', 'commit', '--quiet', `--message=${message}`);
}

/** Compares the graph of this tree with a commit of that repository. */
function diff(base: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['gateway/schema/diff.ts', '--base', base], {
    encoding: 'utf8',
    env: { ...process.env, GIT_DIR: join(repository, '.git') },
  });
  return { status, stdout: stdout.split('\n'), stderr };
}

test('a breaking change without a deprecation first fails', () => {
  expect(diff('HEAD~1')).toEqual({
    status: 1,
    stdout: [
      'schema.graphql, compared with HEAD~1: 1 breaking, 0 dangerous, 0 safe',
      "  breaking   Field 'gone' was removed from object type 'Query'",
      'client/schema.graphql is new: HEAD~1 has none.',
      '',
    ],
    stderr: 'schema.graphql: deprecate first what clients may use, and remove it in a later release.\n',
  });
});

test('with one it does not', () => {
  expect(diff('HEAD')).toEqual({
    status: 0,
    stdout: [
      'schema.graphql, compared with HEAD: 0 breaking, 1 dangerous, 0 safe',
      "  dangerous  Field 'gone' (deprecated) was removed from object type 'Query'",
      'client/schema.graphql is new: HEAD has none.',
      '',
    ],
    stderr: '',
  });
});

test('a commit that is not there is an error that says what to do', () => {
  expect(diff('nowhere')).toEqual({
    status: 2,
    stdout: [''],
    stderr: '"nowhere" is not a commit here: name one by --base or SCHEMA_BASE, or fetch it.\n',
  });
});
