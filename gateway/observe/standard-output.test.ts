import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';

const FROM = JSON.stringify(new URL('standard-output.ts', import.meta.url).href);

/** Returns the arguments of Node for a program of standard-output.ts. */
const programOf = (text: string) => [
  '--input-type=module',
  '--eval',
  `import { standardOutput } from ${FROM};\n${text}`,
];

/** Runs a program of standard-output.ts, of whose standard output nothing is read. */
function run(program: string) {
  const child = spawn(process.execPath, programOf(program), { stdio: ['pipe', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  return { child, exited, errors: text(child.stderr) };
}

/** Goes on once the reader has done what it does. */
const WHEN_TOLD = "await new Promise((resolve) => process.stdin.once('data', resolve));";

test('lines that nobody reads any more do not hold up the end of the process', async () => {
  const { child, exited, errors } = run(`${WHEN_TOLD} standardOutput().write('a line\\n'); process.exit(3);`);
  child.stdout.destroy();
  child.stdin.end('now');
  expect(await exited).toBe(3);
  expect(await errors).toBe('');
});

test('the process goes on when nobody reads any more, and says so once', async () => {
  const { child, exited, errors } = run(`
    ${WHEN_TOLD}
    const output = standardOutput();
    const flushed = () => new Promise((resolve) => output.flush(resolve));
    output.write('a line\\n');
    await flushed();
    output.write('another\\n');
    await flushed();
    process.exit(3);
  `);
  child.stdout.destroy();
  child.stdin.end('now');
  expect(await exited).toBe(3);
  expect(await errors).toBe('The log cannot be written to standard output: EPIPE: broken pipe, write\n');
});

test('the process goes on where both outputs are files on a full disk', async () => {
  const program = programOf(`
    const output = standardOutput();
    for (let nth = 0; nth < 3; nth += 1) {
      output.write('a line\\n');
      await new Promise((resolve) => output.flush(resolve));
      console.error('an error');
      await new Promise(setImmediate);
    }
    process.exit(3);
  `);
  const full = openSync('/dev/full', 'w');
  const child = spawn(process.execPath, program, { stdio: ['ignore', full, full] });
  onTestFinished(() => void child.kill('SIGKILL'));
  expect(await once(child, 'exit')).toEqual([3, null]);
  closeSync(full);
});

test('a reader that has stopped reading does not hold up the end of the process', async () => {
  const { exited } = run(`
    process.stdout.write('as the banner does\\n');
    const output = standardOutput();
    for (let nth = 0; nth < 50_000; nth += 1) output.write('x'.repeat(99) + '\\n');
    process.exit(3);
  `);
  expect(await exited).toBe(3);
});

test('what a slow reader has no room for is left out, and counted', async () => {
  const { child, exited, errors } = run(`
    const output = standardOutput();
    for (let nth = 0; nth < 20_000; nth += 1) output.write('x'.repeat(999) + '\\n');
    await new Promise((resolve) => output.flush(resolve));
    process.exit(0);
  `);
  const read = (await text(child.stdout)).length / 1_000;
  expect(await exited).toBe(0);
  expect(await errors).toBe(
    `The standard output was read too slowly: ${20_000 - read} lines of the log are missing.\n`,
  );
});

test('a line that must not be lost goes to standard error where nobody reads standard output', async () => {
  const { child, exited, errors } = run(`
    ${WHEN_TOLD}
    const output = standardOutput();
    output.write('a line\\n');
    output.keep('a record');
    await new Promise((resolve) => output.flush(resolve));
    output.keep('another record');
    process.exit(3);
  `);
  child.stdout.destroy();
  child.stdin.end('now');
  expect(await exited).toBe(3);
  const trouble = 'The log cannot be written to standard output: EPIPE: broken pipe, write';
  expect(await errors).toBe(`${trouble}\na record\nanother record\n`);
});

test('nor is it lost at the end of the process, or where there is no room for it', async () => {
  const { child, exited, errors } = run(`
    ${WHEN_TOLD}
    const output = standardOutput();
    for (let nth = 0; nth < 20_000; nth += 1) output.write('x'.repeat(999) + '\\n');
    output.keep('too much');
    process.exit(3);
  `);
  child.stdout.destroy();
  child.stdin.end('now');
  expect(await exited).toBe(3);
  expect(await errors).toBe('too much\n');
  const other = run(`${WHEN_TOLD} standardOutput().keep('at the end'); process.exit(3);`);
  other.child.stdout.destroy();
  other.child.stdin.end('now');
  expect(await other.exited).toBe(3);
  expect(await other.errors).toBe('at the end\n');
});

test('it stands after the lines before it, each of them whole', async () => {
  const { child, exited, errors } = run(`
    const output = standardOutput();
    for (let nth = 0; nth < 3_000; nth += 1) {
      output.write('line ' + nth + 'x'.repeat(nth % 100) + '\\n');
      if (nth % 10 === 9) output.keep('record ' + nth);
    }
  `);
  const lines = (await text(child.stdout)).trimEnd().split('\n');
  expect(await exited).toBe(0);
  expect(await errors).toBe('');
  const written = Array.from({ length: 3_000 }, (_, nth) => `line ${nth}${'x'.repeat(nth % 100)}`);
  expect(lines).toEqual(written.flatMap((line, nth) => (nth % 10 === 9 ? [line, `record ${nth}`] : [line])));
});
