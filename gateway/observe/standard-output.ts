import sonicBoom from 'sonic-boom';
import { createDerived } from '../../subgraphs/memo.ts';
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

/** Who writes to standard output: alone, so that no line stands within another. */
export interface StandardOutput extends LogDestination {
  flush(done?: (error?: Error) => void): void;
  /** Writes a line at once that must not be lost: where standard output may not take it, it goes to standard error. */
  keep(line: string): void;
}

const outputs = createDerived<NodeJS.Process, StandardOutput>();

/** That of this process, for lines in great number: the rest of them is written when it ends. */
export const standardOutput = (): StandardOutput => outputs.derive(process, open);

function open(): StandardOutput {
  let pending = '';
  let mayWaitUntil = Number.POSITIVE_INFINITY;
  let isBroken = false;
  let leftOut = 0;
  const reported = new Set<string | undefined>();
  /** Lines that must not be lost, and may not be written yet. */
  let owed: string[] = [];
  const output = openStream(() => Date.now() < mayWaitUntil);
  const bytes = output as unknown as ByteDestination;

  function handOver(): void {
    const lines = pending;
    pending = '';
    if (lines !== '' && !isBroken) bytes.write(Buffer.from(lines));
  }

  function payOwed(): void {
    for (const line of owed) console.error(line);
    owed = [];
  }

  setInterval(handOver, AFTER_MS).unref();
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (!reported.has(error.code)) console.error(`The log cannot be written to standard output: ${error.message}`);
    reported.add(error.code);
    // Nobody reads it any more. Another trouble, as a full disk, may pass: what waits is tried again.
    if (error.code !== 'EPIPE') return;
    isBroken = true;
    output.destroy();
    payOwed();
  });
  output.on('drop', (bytesOfLines: Buffer) => {
    const lines = bytesOfLines.toString().split('\n').slice(0, -1);
    if (lines.length === 1 && lines[0] === owed.at(-1)) console.error(owed.pop());
    else leftOut += lines.length;
  });
  output.on('drain', () => {
    owed = [];
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
    // What is on its way may arrive or not: better twice than never.
    payOwed();
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
    keep(line) {
      handOver();
      owed.push(line);
      if (isBroken) payOwed();
      else bytes.write(Buffer.from(`${line}\n`));
    },
  };
}

/** Opens standard output for writes that do not block. @param retry whether a write that the reader has no room for is tried again */
function openStream(retry: () => boolean) {
  return new sonicBoom.SonicBoom({
    fd: 1,
    sync: false,
    contentMode: 'buffer',
    maxLength: MAX_WAITING_BYTES,
    retryEAGAIN: retry,
  });
}
