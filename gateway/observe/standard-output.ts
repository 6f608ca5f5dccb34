import sonicBoom from 'sonic-boom';
import type { LogDestination } from './secrets.ts';

/**
 * Lines are written together when they have so many characters, or after so many milliseconds: no request waits for one, and
 * a write is for many. No more than that: what is held for longer grows old, and lies there until the next full collection.
 */
const TOGETHER = 16_000;
const AFTER_MS = 500;

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
  let pending = '';
  let mayWaitUntil = Number.POSITIVE_INFINITY;
  let isBroken = false;
  let leftOut = 0;
  const told = new Set<string | undefined>();
  const output = new sonicBoom.SonicBoom({
    fd: 1,
    sync: false,
    contentMode: 'buffer',
    maxLength: MAX_WAITING_BYTES,
    retryEAGAIN: () => Date.now() < mayWaitUntil,
  });
  const bytes = output as unknown as ByteDestination;

  function handOver(): void {
    const lines = pending;
    pending = '';
    if (lines !== '' && !isBroken) bytes.write(Buffer.from(lines));
  }

  setInterval(handOver, AFTER_MS).unref();
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (!told.has(error.code)) console.error(`The log cannot be written to standard output: ${error.message}`);
    told.add(error.code);
    // Nobody reads it any more. Another trouble, as a full disk, may pass: what waits is tried again.
    if (error.code !== 'EPIPE') return;
    isBroken = true;
    output.destroy();
  });
  output.on('drop', (lines: Buffer) => {
    leftOut += lines.toString().split('\n').length - 1;
  });
  output.on('drain', () => {
    if (leftOut > 0) console.error(`The standard output was read too slowly: ${leftOut} lines of the log are missing.`);
    leftOut = 0;
  });
  process.once('exit', () => {
    mayWaitUntil = Date.now() + MAX_EXIT_MS;
    try {
      handOver();
      if (!isBroken) output.flushSync();
    } catch {
      // Whoever should read it is gone, or does not: that must not hold up the end, nor change how it ended.
    }
  });
  return {
    write(line) {
      pending += line;
      if (pending.length >= TOGETHER) handOver();
    },
    flush(done) {
      handOver();
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
