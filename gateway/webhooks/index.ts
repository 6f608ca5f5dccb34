import { GraphQLError } from 'graphql';
import { ZodError } from 'zod';
import { parseJson } from '../../subgraphs/common/json.ts';
import { type PlainResponse, responseTo } from '../../subgraphs/common/plain-response.ts';
import type { Changes } from '../changes/index.ts';
import { requestError } from '../errors.ts';
import type { Generations } from '../graph/generations.ts';
import { readText } from '../http/read-text.ts';
import { BODY_BYTES } from '../limits/bounds.ts';
import type { Redis } from '../redis.ts';
import { directusReceiver } from './directus.ts';
import type { WebhookReceiver } from './receiver.ts';
import { twentyReceiver } from './twenty.ts';

/** The outcome of a delivery. */
export type WebhookOutcome = 'published' | 'ignored' | 'schema' | 'refused' | 'replayed' | 'malformed';

/** How many deliveries of an upstream had this outcome since the start. */
export interface WebhookCount {
  readonly upstream: WebhookReceiver['upstream'];
  readonly outcome: WebhookOutcome;
  readonly count: number;
}

/** Receives the upstreams' reports of changes over HTTP. */
export type Webhooks = ReturnType<typeof createWebhooks>;

/** The secrets that authenticate deliveries; deliveries of an upstream without a secret are refused. */
export interface WebhookSecrets {
  readonly directus?: string | undefined;
  readonly twenty?: string | undefined;
}

export interface WebhooksOptions {
  readonly secrets: WebhookSecrets;
  readonly generations: Pick<Generations, 'current'>;
  readonly changes: Pick<Changes, 'publish'>;
  /** Reloads the upstreams' schemas. */
  readonly reload: () => unknown;
  readonly redis?: Redis | undefined;
  readonly log: Pick<Console, 'debug' | 'info' | 'warn'>;
}

/** The path of webhooks. */
export const WEBHOOKS_PATH = '/webhooks/';

/** Wait before a reload, in milliseconds: one edit of a schema causes many events. */
const SCHEMA_SETTLES_MS = 1_000;

const OUTCOMES: Readonly<Record<string, WebhookOutcome>> = { WEBHOOK_REFUSED: 'refused', WEBHOOK_REPLAYED: 'replayed' };

export function createWebhooks({ secrets, generations, changes, reload, redis, log }: WebhooksOptions) {
  const receivers = [
    secrets.directus === undefined ? undefined : directusReceiver({ secret: secrets.directus }),
    secrets.twenty === undefined ? undefined : twentyReceiver({ secret: secrets.twenty, redis }),
  ].filter((receiver) => receiver !== undefined);
  const counts = new Map<string, WebhookCount>();
  let isReloadScheduled = false;

  function count({ upstream }: WebhookReceiver, outcome: WebhookOutcome): void {
    const name = `${upstream} ${outcome}`;
    counts.set(name, { upstream, outcome, count: (counts.get(name)?.count ?? 0) + 1 });
  }

  function scheduleReload(): void {
    if (isReloadScheduled) return;
    isReloadScheduled = true;
    setTimeout(() => {
      isReloadScheduled = false;
      reload();
    }, SCHEMA_SETTLES_MS).unref();
  }

  /** @throws GraphQLError */
  async function receive(receiver: WebhookReceiver, request: Request): Promise<WebhookOutcome> {
    if (request.method !== 'POST') throw requestError(405, 'METHOD_NOT_ALLOWED', 'Send POST.');
    const [type = ''] = (request.headers.get('content-type') ?? '').split(';');
    if (type.trim().toLowerCase() !== 'application/json')
      throw requestError(415, 'BAD_REQUEST', 'Send application/json.');
    receiver.checkHeaders(request.headers);
    const text = await readText(request, BODY_BYTES);
    if (text === undefined) throw requestError(413, 'BAD_REQUEST', `Send no more than ${BODY_BYTES} bytes.`);
    await receiver.check(request.headers, text);
    const changed = readDelivery(receiver, text);
    if (changed === 'schema') {
      log.info(`The schema of ${receiver.upstream} or its permissions changed, by its webhook: the graph is reloaded.`);
      scheduleReload();
      return 'schema';
    }
    const schema = generations.current.upstreams.find(({ name }) => name === receiver.upstream)?.schema;
    let outcome: WebhookOutcome = 'ignored';
    for (const { of, ...change } of changed) {
      const typeName = schema && receiver.typeOf(schema, of);
      if (typeName === undefined) continue;
      changes.publish({ ...change, upstream: receiver.upstream, typeName });
      outcome = 'published';
    }
    if (outcome === 'ignored') log.debug(`A webhook of ${receiver.upstream} concerns no type of the graph.`);
    return outcome;
  }

  return {
    /**
     * Answers `POST /webhooks/<upstream>`: 204 for a published change or a reload, 202 for a type that is not in the graph, and
     * JSON with the reason of a refusal.
     * @returns undefined for an upstream without a secret
     */
    async answer(path: string, request: Request): Promise<PlainResponse | undefined> {
      const receiver = receivers.find(({ upstream }) => path === WEBHOOKS_PATH + upstream);
      if (!receiver) return undefined;
      try {
        const outcome = await receive(receiver, request);
        count(receiver, outcome);
        return { status: outcome === 'ignored' ? 202 : 204, headers: { 'cache-control': 'no-store' }, body: null };
      } catch (error) {
        if (!(error instanceof GraphQLError)) throw error;
        const outcome = OUTCOMES[String(error.extensions.code)] ?? 'malformed';
        count(receiver, outcome);
        log.warn(`A webhook for ${receiver.upstream} was ${outcome}: ${error.message}`);
        return responseTo(error);
      }
    },
    get counts(): readonly WebhookCount[] {
      return [...counts.values()];
    },
  };
}

/** @throws GraphQLError if the body is not in the upstream's format */
function readDelivery(receiver: WebhookReceiver, text: string) {
  try {
    return receiver.read(parseJson(text));
  } catch (error) {
    if (!(error instanceof ZodError)) throw error;
    throw requestError(400, 'BAD_REQUEST', `This is not the format of a webhook of ${receiver.upstream}.`);
  }
}
