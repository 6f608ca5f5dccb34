import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const LINES = 3_000;
const TEXT = 'Übersicht – 概要';

/** Writes lines of more than what is written at a time, one of them with a secret, and ends at once. */
const PROGRAM = `
  import { createLog } from ${JSON.stringify(new URL('log.ts', import.meta.url).href)};
  const log = createLog({ level: 'info', secrets: ['quite-secret'] });
  for (let nth = 0; nth < ${LINES}; nth += 1) log.info({ nth, text: ${JSON.stringify(TEXT)} });
  log.info({ nth: ${LINES}, text: 'quite-secret' });
  process.exit();
`;

test('every line is written, whole and in order, though the process ends before there is enough for a write', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', PROGRAM]);
  const lines = stdout.trimEnd().split('\n');
  const expected = Array.from({ length: LINES }, (_, nth) => ({ nth, text: TEXT }));
  expect(lines.map((line) => JSON.parse(line)).map(({ nth, text }) => ({ nth, text }))).toEqual([
    ...expected,
    { nth: LINES, text: '[redacted]' },
  ]);
});
