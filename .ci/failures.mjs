/**
 * Prints what failed, for a record that keeps only the end of what CI says: of each step that failed its name, and of
 * each test its name and how its error begins; of a step without such tests, the end of what it printed.
 *
 * Arguments: a folder with `<step>.log`, what a step printed, and `<step>.json`, what vitest reported of it, if it ran; then
 * the names of the steps that failed. For any Node from 20 on.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const MAX_LINES = 15;
const MAX_TESTS = 20;
const MAX_COLUMNS = 200;

const [folder, ...steps] = process.argv.slice(2);

for (const step of steps) {
  console.log(`\n== failed: ${step}`);
  const log = lines(textOf(`${step}.log`));
  const failures = failuresIn(textOf(`${step}.json`), log);
  for (const { name, error } of failures.slice(0, MAX_TESTS)) {
    console.log([`-- ${name}`, ...error.slice(0, MAX_LINES)].join('\n'));
  }
  if (failures.length > MAX_TESTS) console.log(`-- and ${failures.length - MAX_TESTS} more`);
  if (failures.length === 0) console.log(log.slice(-2 * MAX_LINES).join('\n'));
}

/** @returns the tests that failed, and the files that could not be run */
function failuresIn(report, log) {
  if (report === '') return [];
  return JSON.parse(report).testResults.flatMap(({ name: path, status, message, assertionResults }) => {
    const file = relative(process.cwd(), path);
    const failed = assertionResults
      .filter((test) => test.status === 'failed')
      .map(({ ancestorTitles, title, failureMessages }) => {
        const name = [file, ...ancestorTitles, title].join(' > ');
        return { name, error: printedOf(name, log) ?? lines(failureMessages.join('\n')) };
      });
    return failed.length === 0 && status === 'failed' ? [{ name: file, error: lines(message) }] : failed;
  });
}

/** What the log has of a test, which shows the difference where the report only says that there is one. */
function printedOf(name, log) {
  const at = log.findIndex((line) => line.trim() === `FAIL  ${name}`);
  if (at < 0) return undefined;
  // Tests that failed alike are named one after another.
  const after = log.slice(at + 1).filter((line) => !line.startsWith(' FAIL '));
  return after.slice(
    0,
    after.findIndex((line) => line.startsWith('⎯')),
  );
}

function textOf(name) {
  const path = join(folder, name);
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

function lines(text) {
  return stripVTControlCharacters(text)
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.includes('node_modules/'))
    .map((line) => line.slice(0, MAX_COLUMNS));
}
