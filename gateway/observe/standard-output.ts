import sonicBoom from 'sonic-boom';
import { createDerived } from '../../subgraphs/common/memo.ts';
import type { LogDestination } from './secrets.ts';

/**
 * Size in characters, and age in milliseconds, at which pending lines are written in one batch. No request waits for a
 * write. Larger batches live longer, and then occupy V8's old space until the next full collection.
 */
const TOGETHER = 16_000;
const AFTER_MS = 500;

/** Maximum size of pending lines, in bytes: about 40,000 lines. Further lines are dropped, and counted. */
const MAX_WAITING_BYTES = 16_000_000;

/** Maximum time that the end of the process waits for the reader, in milliseconds. */
const MAX_EXIT_MS = 1_000;

/** A SonicBoom for bytes: the package's types have only text. */
interface ByteDestination {
  write(bytes: Buffer): void;
  flush(done?: (error?: Error) => void): void;
}

/** The only writer to standard output, so that lines do not mix. */
export interface StandardOutput extends LogDestination {
  flush(done?: (error?: Error) => void): void;
  /** Writes a line that must not be lost, at once: to standard error if writing to standard output fails. */
  keep(line: string): void;
}

const outputs = createDerived<NodeJS.Process, StandardOutput>();

/** Returns the writer of this process. Pending lines are written when the process ends. */
export const standardOutput = (): StandardOutput => outputs.derive(process, open);

function open(): StandardOutput {
  let pending = '';
  let mayWaitUntil = Number.POSITIVE_INFINITY;
  let isBroken = false;
  let leftOut = 0;
  const reported = new Set<string | undefined>();
  /** Lines that must not be lost, and may still be unwritten. */
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

  // Console's second failure would end the process: where both outputs are files on a full disk, for example.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  setInterval(handOver, AFTER_MS).unref();
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (!reported.has(error.code)) console.error(`The log cannot be written to standard output: ${error.message}`);
    reported.add(error.code);
    // EPIPE: the reader is gone. Other errors, such as a full disk, can pass: pending lines are written again.
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
      // The reader is gone or does not read: this must neither delay the end of the process nor change its exit code.
    }
    // Lines in flight may be lost: they are written again, possibly twice.
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

/** Opens standard output for non-blocking writes. @param retry returns whether to retry while the pipe is full */
function openStream(retry: () => boolean) {
  return new sonicBoom.SonicBoom({
    fd: 1,
    sync: false,
    contentMode: 'buffer',
    maxLength: MAX_WAITING_BYTES,
    retryEAGAIN: retry,
  });
}
