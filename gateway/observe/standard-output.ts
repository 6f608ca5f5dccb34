import sonicBoom from 'sonic-boom';
import type { LogDestination } from './secrets.ts';

/**
 * Written when there are some kilobytes, or after half a second: no request waits for a line, and a write is for many. Kept
 * as bytes until then: text would be copied together, to be measured, for each line that comes to it.
 */
const A_FEW_AT_A_TIME = { minLength: 64_000, maxWrite: 128_000, periodicFlush: 500, contentMode: 'buffer' } as const;

/** So much may wait for who reads it, in bytes: some 40,000 lines. What comes then is left out, and counted. */
const MAX_WAITING_BYTES = 16_000_000;

/** For so long the end of the process waits for who reads it, in milliseconds. */
const MAX_EXIT_MS = 1_000;

/** What is written to where the content is bytes: the types of sonic-boom know of text alone. */
interface ByteDestination {
  write(bytes: Buffer): void;
  flush(done?: (error?: Error) => void): void;
}

let opened: LogDestination | undefined;

/** The standard output of this process for lines in great number: the rest of them is written when it ends. */
export function standardOutput(): LogDestination {
  opened ??= open();
  return opened;
}

function open(): LogDestination {
  let mayWaitUntil = Number.POSITIVE_INFINITY;
  let isBroken = false;
  let leftOut = 0;
  const told = new Set<string | undefined>();
  const output = new sonicBoom.SonicBoom({
    fd: 1,
    sync: false,
    maxLength: MAX_WAITING_BYTES,
    retryEAGAIN: () => Date.now() < mayWaitUntil,
    ...A_FEW_AT_A_TIME,
  });
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (!told.has(error.code)) console.error(`The log cannot be written to standard output: ${error.message}`);
    told.add(error.code);
    // Nobody reads it any more. Another trouble, as a full disk, may pass: what waits is tried again.
    if (error.code !== 'EPIPE') return;
    isBroken = true;
    output.destroy();
  });
  output.on('drop', () => {
    leftOut += 1;
  });
  output.on('drain', () => {
    if (leftOut > 0) console.error(`The standard output was read too slowly: ${leftOut} lines of the log are missing.`);
    leftOut = 0;
  });
  process.once('exit', () => {
    mayWaitUntil = Date.now() + MAX_EXIT_MS;
    try {
      if (!isBroken) output.flushSync();
    } catch {
      // Whoever should read it is gone, or does not: that must not hold up the end, nor change how it ended.
    }
  });
  const bytes = output as unknown as ByteDestination;
  return {
    write(line) {
      if (!isBroken) bytes.write(Buffer.from(line));
    },
    flush(done) {
      if (isBroken) done?.();
      else bytes.flush(done);
    },
  };
}

/**
 * Writes a line at once, in front of those that wait. Where standard output is not read any more it goes to standard error:
 * for what must not be lost.
 */
export function writeLine(line: string): void {
  // Without a listener an error would end the process; the write below is told of it, too.
  if (!process.stdout.listeners('error').includes(ignore)) process.stdout.on('error', ignore);
  process.stdout.write(`${line}\n`, (error) => {
    if (error) console.error(line);
  });
}

function ignore(): void {}
