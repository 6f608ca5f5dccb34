import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { TSC } from './build.ts';

interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly result?: { readonly contents?: { readonly value?: string } } | null;
}

type Server = ChildProcessByStdio<Writable, Readable, null>;

/**
 * Asks TypeScript's language server what an editor shows of a name in a file of a project.
 * @param text occurs in the file once; the name is at its end
 */
export async function hoverOn(project: string, file: string, text: string): Promise<string> {
  const source = await readFile(join(project, file), 'utf8');
  const before = source.slice(0, source.indexOf(text) + text.length - 1).split('\n');
  const position = { line: before.length - 1, character: before.at(-1)?.length };
  const uri = pathToFileURL(join(project, file)).href;
  const server: Server = spawn(process.execPath, [TSC, '--lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
  try {
    send(server, { id: 1, method: 'initialize', params: { processId: process.pid, rootUri: null, capabilities: {} } });
    send(server, { method: 'initialized', params: {} });
    const textDocument = { uri, languageId: 'typescript', version: 1, text: source };
    send(server, { method: 'textDocument/didOpen', params: { textDocument } });
    send(server, { id: 2, method: 'textDocument/hover', params: { textDocument: { uri }, position } });
    for await (const { id, method, result } of messagesOf(server)) {
      if (id === 2 && method === undefined) return result?.contents?.value ?? '';
      if (id !== undefined && method !== undefined) send(server, { id, result: null });
    }
    throw new Error('The language server ended without an answer.');
  } finally {
    server.kill();
  }
}

function send({ stdin }: Server, message: object): void {
  const text = JSON.stringify({ jsonrpc: '2.0', ...message });
  stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
}

async function* messagesOf({ stdout }: Server): AsyncGenerator<Message> {
  let unread = Buffer.alloc(0);
  for await (const chunk of stdout) {
    unread = Buffer.concat([unread, chunk]);
    for (;;) {
      const head = /^Content-Length: (\d+)\r\n\r\n/.exec(unread.toString('latin1', 0, 100));
      const end = head ? head[0].length + Number(head[1]) : Number.POSITIVE_INFINITY;
      if (!head || unread.length < end) break;
      yield JSON.parse(unread.toString('utf8', head[0].length, end));
      unread = unread.subarray(end);
    }
  }
}
