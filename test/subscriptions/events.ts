import type { ExecutionResult } from 'graphql';
import { STAFF_TOKEN, type TestGateway } from '../gateway.ts';

/** One event of a stream, as server-sent events have it: a result, or how it ended. */
export type Told = ExecutionResult | 'complete' | 'again' | 'closed';

/** A subscription of a test, read event by event. */
export interface Following {
  readonly status: number;
  readonly headers: Headers;
  /** What is told next: a result, `complete`, `again` where it is to be subscribed to again, `closed` at the end. */
  next(): Promise<Told>;
  /** Leaves. */
  close(): Promise<void>;
}

export interface FollowOptions {
  readonly variables?: object;
  readonly staff?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Subscribes over server-sent events; the subscription has begun when this resolves. */
export async function follow(
  gateway: Pick<TestGateway, 'fetch'>,
  query: string,
  { variables = {}, staff = false, headers = {} }: FollowOptions = {},
): Promise<Following> {
  const controller = new AbortController();
  const response = await gateway.fetch('http://gateway/graphql', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      ...(staff && { authorization: `Bearer ${STAFF_TOKEN}` }),
      ...headers,
    },
    body: JSON.stringify({ query, variables }),
    signal: controller.signal,
  });
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  const blocks: Told[] = [];
  let text = '';

  async function next(): Promise<Told> {
    const [told] = blocks.splice(0, 1);
    if (told !== undefined) return told;
    const { value, done } = (await reader?.read()) ?? { done: true };
    if (done) return 'closed';
    const parts = (text + decoder.decode(value, { stream: true })).split('\n\n');
    text = parts.pop() ?? '';
    blocks.push(...parts.flatMap((part) => toldBy(part) ?? []));
    return next();
  }

  async function close(): Promise<void> {
    controller.abort();
    await reader?.cancel().catch(() => undefined);
  }

  return { status: response.status, headers: response.headers, next, close };
}

function toldBy(block: string): Told | undefined {
  const lines = new Map(
    block.split('\n').map((line) => [line.split(':', 1)[0], line.slice(line.indexOf(':') + 1).trim()]),
  );
  if (lines.has('retry')) return 'again';
  if (lines.get('event') === 'complete') return 'complete';
  return lines.get('event') === 'next' ? (JSON.parse(lines.get('data') ?? '') as ExecutionResult) : undefined;
}
