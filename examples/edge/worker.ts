import { DurableObject } from 'cloudflare:workers';

// A Cloudflare Worker before the gateway. It answers public GETs from the cache of its data centre, for as long as the
// gateway's Cache-Control says, and stores nothing that the gateway did not mark as public by a Cache-Tag. A change
// purges tags: the gateway posts them to /purge, and one Durable Object counts them for the whole world.

interface Env {
  readonly EDGE: DurableObjectNamespace<Edge>;
  /** The gateway's EDGE_PURGE_TOKEN. */
  readonly PURGE_TOKEN: string;
}

export default {
  async fetch(request, env, context) {
    if (new URL(request.url).pathname === '/purge') return purge(request, env);
    const page = pageOf(request);
    const purges = page && (await purgesOf(env).catch(() => undefined));
    if (!page || !purges) return fetch(request, { redirect: 'manual' });

    const stored = await find(page, purges);
    const age = stored ? (Date.now() - stored.entry.at) / 1_000 : 0;
    const ttl = stored?.entry.ttl ?? { maxAge: 0, staleWhileRevalidate: 0, staleIfError: 0 };
    if (stored && age < ttl.maxAge) return answer(request, stored, 'hit');
    const renewing = renew(page, purges, env, context);
    if (stored && age < ttl.maxAge + ttl.staleWhileRevalidate) {
      context.waitUntil(renewing.catch(() => {}));
      return answer(request, stored, 'stale');
    }
    const renewed = await renewing.catch(() => undefined);
    if ((!renewed || renewed.status >= 500) && stored && age < ttl.maxAge + ttl.staleIfError) {
      return answer(request, stored, 'stale-if-error');
    }
    return (
      renewed ?? new Response('The gateway cannot be reached.\n', { status: 502, headers: { 'retry-after': '5' } })
    );
  },
} satisfies ExportedHandler<Env>;

/** A page that may be cached. */
interface Page {
  /** The visitor's request. */
  readonly asked: Request;
  /** What is sent to the gateway. */
  readonly request: Request;
  readonly key: string;
  readonly isFile: boolean;
}

const PATHS = /^\/(graphql$|tiles\/|data\/)/;

/** Request headers with which an answer is for one caller, or a part, or something else than JSON. */
const OF_ONE_CALLER =
  /^(authorization|proxy-authorization|cookie|range|upgrade|x-chronos-.+|.*(api-?key|token|secret).*)$/;

/**
 * Reads a request for something public. The gateway receives no headers but those of the page: an answer cannot depend
 * on what is not in its key.
 * @returns undefined where the gateway itself must answer
 */
function pageOf(asked: Request): Page | undefined {
  const { method, headers } = asked;
  const url = new URL(asked.url);
  const isFile = url.pathname.startsWith('/data/');
  // The HEAD of a file has the length of its parts, which this cache does not store.
  if (method !== 'GET' && (method !== 'HEAD' || isFile)) return undefined;
  if (!PATHS.test(url.pathname) || url.searchParams.has('query')) return undefined;
  if ([...headers.keys()].some((name) => OF_ONE_CALLER.test(name))) return undefined;
  url.searchParams.sort();
  const own = new Headers({ accept: headers.get('accept') ?? '*/*' });
  const origin = headers.get('origin');
  if (origin !== null) own.set('origin', origin);
  const key = new URL(url);
  for (const name of ['accept', 'origin']) key.searchParams.append(`edge-${name}`, own.get(name) ?? '');
  // Cloudflare makes it the cf-connecting-ip that the gateway receives, so that the visitor's rate is counted.
  const address = headers.get('cf-connecting-ip');
  if (address !== null) own.set('x-real-ip', address);
  return { asked, request: new Request(url, { headers: own }), key: key.href, isFile };
}

interface Ttl {
  readonly maxAge: number;
  readonly staleWhileRevalidate: number;
  readonly staleIfError: number;
}

/** What is stored with a body. */
interface Entry {
  /** When the gateway made it, in milliseconds since 1970. */
  readonly at: number;
  readonly ttl: Ttl;
  readonly tags: readonly string[];
  /** The last purge that was known before the gateway was asked: a later one may have missed this answer. */
  readonly mark: number;
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
}

interface Stored {
  readonly entry: Entry;
  readonly body: ReadableStream | null;
}

/** Finds a stored page none of whose tags was purged since. */
async function find({ key }: Page, { tags }: Purges): Promise<Stored | undefined> {
  const stored = await caches.default.match(key);
  if (!stored) return undefined;
  const entry = JSON.parse(stored.headers.get('edge-entry') ?? '') as Entry;
  const isValid = entry.tags.every((tag) => (tags[tag] ?? 0) <= entry.mark);
  return isValid ? { entry, body: stored.body } : undefined;
}

/** Headers that are of one answer of the gateway, of its connection, or written again. */
const OF_ONE_ANSWER =
  /^(age|cache-control|cache-tag|connection|content-encoding|content-length|date|keep-alive|ratelimit.*|transfer-encoding|x-request-id)$/;

/** Asks the gateway, and stores its answer where it is public. @throws where the gateway cannot be reached */
async function renew(page: Page, { mark }: Purges, env: Env, context: ExecutionContext): Promise<Response> {
  const { request, key, isFile } = page;
  // A file may be larger than the memory of a Durable Object.
  const response: Response = isFile
    ? await fetch(request)
    : await objectOf(env, await digestOf(key)).load(request, mark);
  if (!isPublic(response)) return response;
  const { status } = response;
  const ttl = ttlOf(response.headers.get('cache-control') ?? '');
  const entry: Entry = {
    at: Date.now() - Number(response.headers.get('age') ?? 0) * 1_000,
    ttl,
    tags: (response.headers.get('cache-tag') ?? '').split(','),
    mark,
    status,
    headers: [...response.headers].filter(([name]) => !OF_ONE_ANSWER.test(name)),
  };
  const seconds = ttl.maxAge + Math.max(ttl.staleWhileRevalidate, ttl.staleIfError);
  const [sent, saved] = response.body?.tee() ?? [null, null];
  const headers = { 'edge-entry': JSON.stringify(entry), 'cache-control': `public, max-age=${seconds}` };
  context.waitUntil(caches.default.put(key, new Response(saved, { headers })));
  return answer(page.asked, { entry, body: sent }, 'miss');
}

/** Whether an answer is for everyone. One without tags could not be purged. */
function isPublic({ status, headers }: Response): boolean {
  const policy = headers.get('cache-control') ?? '';
  const isShared = /\bpublic\b/.test(policy) && !/\b(private|no-store|no-cache)\b/.test(policy);
  return (status === 200 || status === 204) && isShared && !!headers.get('cache-tag') && !headers.has('set-cookie');
}

function ttlOf(policy: string): Ttl {
  const seconds = (name: string) => Number(new RegExp(`\\b${name}=(\\d+)`).exec(policy)?.[1] ?? 0);
  return {
    maxAge: seconds('max-age'),
    staleWhileRevalidate: seconds('stale-while-revalidate'),
    staleIfError: seconds('stale-if-error'),
  };
}

/** Answers a visitor. Browsers revalidate each time, since nothing purges them: an unchanged page is a 304 from here. */
function answer({ method, headers: asked }: Request, { entry, body }: Stored, from: string): Response {
  const headers = new Headers(entry.headers.map(([name, value]) => [name, value]));
  headers.set('cache-control', 'public, no-cache');
  headers.set('age', String(Math.max(0, Math.floor((Date.now() - entry.at) / 1_000))));
  headers.set('edge-cache', from);
  const known = asked.get('if-none-match')?.replaceAll('W/', '').split(/, */) ?? [];
  const etag = headers.get('etag')?.replace('W/', '') ?? '';
  if (known.includes(etag) || known.includes('*')) return new Response(null, { status: 304, headers });
  const isEmpty = method === 'HEAD' || entry.status === 204;
  return new Response(isEmpty ? null : body, { status: entry.status, headers });
}

/** The purges so far. */
interface Purges {
  /** The last one: each is larger than those before it. */
  readonly mark: number;
  /** The last one of each tag. */
  readonly tags: Readonly<Record<string, number>>;
}

/** How long a worker uses the purges that it has read, in milliseconds: 0 would be a request of each view to their object. */
const PURGES_MS = 500;

const lastRead: { purges: Purges; until: number } = { purges: { mark: 0, tags: {} }, until: 0 };

async function purgesOf(env: Env): Promise<Purges> {
  const now = Date.now();
  if (lastRead.until > now) return lastRead.purges;
  const purges = await objectOf(env, 'purges').purges();
  Object.assign(lastRead, { purges, until: now + PURGES_MS });
  return purges;
}

const objectOf = ({ EDGE }: Env, name: string) => EDGE.get(EDGE.idFromName(name));

/** The most tags of a purge, as at Cloudflare's own API. */
const MOST_TAGS = 100;

/** Answers `POST /purge` of `{"tags": […]}`, once no worker uses older purges. */
async function purge(request: Request, env: Env): Promise<Response> {
  if (request.method !== 'POST') return Response.json({ success: false }, { status: 405, headers: { allow: 'POST' } });
  const given = request.headers.get('authorization') ?? '';
  // Digests are compared: the time that it takes says nothing about the token.
  const isOwn = (await digestOf(given)) === (await digestOf(`Bearer ${env.PURGE_TOKEN}`));
  if (!isOwn || !env.PURGE_TOKEN) return Response.json({ success: false }, { status: 401 });
  const { tags } = await request.json<{ readonly tags?: unknown }>().catch(() => ({ tags: undefined }));
  const isTag = (tag: unknown): tag is string => typeof tag === 'string' && tag !== '' && tag.length <= 1_024;
  if (!Array.isArray(tags) || tags.length > MOST_TAGS || !tags.every(isTag)) {
    return Response.json({ success: false }, { status: 400 });
  }
  await objectOf(env, 'purges').purge(tags);
  await scheduler.wait(PURGES_MS);
  return Response.json({ success: true });
}

async function digestOf(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** An answer of the gateway, whole. */
interface Loaded {
  readonly body: ArrayBuffer | null;
  readonly status: number;
  readonly headers: Headers;
}

/** How long the gateway may take, in milliseconds. */
const TIMEOUT_MS = 10_000;

/** The tag of every answer, and how many others are counted at most. */
const EVERYTHING = 'graph';
const MOST_COUNTED = 1_000;

/**
 * A place where requests meet, which workers have not among themselves. One object has the purges of all data centres;
 * one for each page asks the gateway, once for all who wait for the page.
 */
export class Edge extends DurableObject<Env> {
  readonly #loading = new Map<number, Promise<Loaded | undefined>>();

  /** @param mark requests that know of other purges do not share an answer: it may be older than a purge */
  async load(request: Request, mark: number): Promise<Response> {
    const shared = await this.#loading.get(mark);
    if (shared) return new Response(shared.body, shared);
    const { promise, resolve, reject } = Promise.withResolvers<Loaded | undefined>();
    promise.catch(() => {});
    this.#loading.set(mark, promise);
    try {
      const response = await fetch(request, { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
      const loaded = isPublic(response) ? await wholeOf(response) : undefined;
      resolve(loaded);
      return loaded ? new Response(loaded.body, loaded) : response;
    } catch (error) {
      reject(error);
      throw error;
    } finally {
      this.#loading.delete(mark);
    }
  }

  /** A new object knows no purges: whatever was stored before it is invalid. */
  async purges(): Promise<Purges> {
    const now = Date.now();
    return (await this.ctx.storage.get<Purges>('purges')) ?? this.#save(now, { [EVERYTHING]: now });
  }

  async purge(tags: readonly string[]): Promise<void> {
    const before = await this.purges();
    const mark = Math.max(before.mark + 1, Date.now());
    const counted = { ...before.tags, ...Object.fromEntries(tags.map((tag) => [tag, mark])) };
    await this.#save(mark, Object.keys(counted).length > MOST_COUNTED ? { [EVERYTHING]: mark } : counted);
  }

  async #save(mark: number, tags: Purges['tags']): Promise<Purges> {
    await this.ctx.storage.put('purges', { mark, tags });
    return { mark, tags };
  }
}

async function wholeOf(response: Response): Promise<Loaded> {
  const { status } = response;
  const headers = new Headers(response.headers);
  // The body is decoded.
  for (const name of ['content-encoding', 'content-length']) headers.delete(name);
  return { body: status === 204 ? null : await response.arrayBuffer(), status, headers };
}
