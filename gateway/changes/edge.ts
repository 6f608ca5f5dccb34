import { messageOf } from '../../subgraphs/common/message-of.ts';
import { fetchJson } from '../fetch-json.ts';
import type { ChangeChannel } from './index.ts';

/** The tag of every public response: its purge empties a cache. */
export const EVERYTHING = 'graph';

export interface EdgeOptions {
  /** Where tags are purged: `POST {"tags": […]}`, as Cloudflare's API and examples/edge take it. */
  readonly url: string;
  readonly token: string;
  /** Reports once that purges fail, and once that they succeed again. */
  readonly warn: (message: string) => void;
  /** Wait before a purge is sent again, in milliseconds; it doubles up to half a minute. */
  readonly retryMs?: number;
}

/** Purges since the start, for metrics. */
export interface EdgeState {
  readonly purges: number;
  readonly failed: number;
  /** Number of tags that are still to purge. */
  readonly waiting: number;
}

export type EdgePurges = ReturnType<typeof createEdge>;

/**
 * Wait before a purge, in milliseconds: the changes of an import are one purge, and all gateways have dropped their own
 * entries before the edge requests the pages again.
 */
const SETTLES_MS = 250;
const TIMEOUT_MS = 5_000;
const LONGEST_WAIT_MS = 30_000;
/** The most tags that Cloudflare takes at a time. */
const MOST_TAGS = 100;

/**
 * Purges an HTTP cache by the types that change, one request at a time. A failed purge is sent again until it succeeds;
 * what waits is bounded by the number of types. Only the process that publishes a change purges.
 */
export function createEdge({ url, token, warn, retryMs = 1_000 }: EdgeOptions) {
  const waiting = new Set<string>();
  const counts = { purges: 0, failed: 0 };
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;
  let sending: Promise<void> = Promise.resolve();

  function purge(tag: string): void {
    waiting.add(tag);
    schedule(SETTLES_MS);
  }

  /** Does nothing where a purge is scheduled or under way already: what waits then is sent after it. */
  function schedule(ms: number): void {
    timer ??= setTimeout(() => {
      sending = send();
    }, ms).unref();
  }

  async function send(): Promise<void> {
    const tags = [...waiting].slice(0, MOST_TAGS);
    for (const tag of tags) waiting.delete(tag);
    const problem = await post(tags).catch(messageOf);
    if (problem === undefined) counts.purges += 1;
    else counts.failed += 1;
    if (problem !== undefined && failures === 0) warn(`The edge was not purged (${problem}): the gateway tries again.`);
    if (problem === undefined && failures > 0) warn('The edge is purged again.');
    failures = problem === undefined ? 0 : failures + 1;
    for (const tag of problem === undefined ? [] : tags) waiting.add(tag);
    timer = undefined;
    const waitMs = failures > 0 ? Math.min(LONGEST_WAIT_MS, retryMs * 2 ** (failures - 1)) : SETTLES_MS;
    if (waiting.size > 0) schedule(waitMs);
  }

  /** @returns why the cache refused; undefined where it purged the tags */
  async function post(tags: readonly string[]): Promise<string | undefined> {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const { status } = await fetchJson(url, TIMEOUT_MS, { method: 'POST', headers, body: JSON.stringify({ tags }) });
    return status < 300 ? undefined : `HTTP ${status}`;
  }

  const channel: ChangeChannel = {
    // No cache has records of the CRM, or a schema.
    publish: ({ upstream, typeName }) => ['directus', 'analytics'].includes(upstream) && purge(typeName),
    subscribe: () => {},
    /** Sends what waits once more. */
    async close() {
      clearTimeout(timer);
      await sending;
      if (waiting.size > 0) await send();
      clearTimeout(timer);
    },
  };

  return {
    channel,
    /** Purges a tag soon. */
    purge,
    get state(): EdgeState {
      return { ...counts, waiting: waiting.size };
    },
  };
}
