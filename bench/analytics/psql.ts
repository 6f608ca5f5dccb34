import { spawn } from 'node:child_process';
import type { LivePostgres } from '../../test/live/postgres.ts';

/** A session of psql that runs one statement after the other. */
export interface Psql {
  /**
   * Sends a statement.
   * @returns the rows that it prints, a line each, fields parted by "|"
   */
  run(statement: string): Promise<string>;
  close(): void;
}

/** What it prints after a statement's rows: nothing else does. */
const END = '-- end of statement --';

/** Opens psql as a person would leave it, but for what it draws around rows: their bare text is the least it can print. */
export function openPsql({ command, args, env }: ReturnType<LivePostgres['psql']>): Psql {
  const child = spawn(command, [...args, '--no-psqlrc', '--quiet', '--no-align', '--tuples-only'], {
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const chunks: Buffer[] = [];
  let answer: ((printed: string) => void) | undefined;
  child.stdout.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    if (
      !Buffer.concat(chunks.slice(-2))
        .subarray(-END.length - 1)
        .equals(Buffer.from(`${END}\n`))
    )
      return;
    const printed = Buffer.concat(chunks.splice(0)).toString();
    answer?.(printed.slice(0, -END.length - 1));
  });
  return {
    run(statement) {
      return new Promise((resolve, reject) => {
        answer = resolve;
        child.once('exit', () => reject(new Error('psql has ended.')));
        child.stdin.write(`${statement};\n\\echo ${END}\n`);
      }).then((printed) => {
        child.removeAllListeners('exit');
        return printed as string;
      });
    },
    close: () => child.stdin.end(),
  };
}
