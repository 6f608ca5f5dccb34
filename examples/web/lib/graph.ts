import 'server-only';
import { createClient, GraphError, type PartialAnswer, type TypedDocument } from '@chronos-graph/client';
import { toe } from 'graphql-toe';
import type { Receipt } from './receipt.ts';
import { recorded } from './recorded.ts';
import { readSession, type Session } from './session.ts';
import { GATEWAY_URL } from './settings.ts';

/** A page's one answer. */
export interface Asked<Data> {
  /** Where a part of it did not arrive, reading that throws its error: `part` reads it. */
  readonly data: Data;
  /** What could not be loaded. */
  readonly errors: readonly GraphError[];
  readonly receipt: Receipt;
}

/** Longer than the gateway waits for any of its upstreams. */
const TIMEOUT_MS = 15_000;

/**
 * Asks the gateway for a page, as the visitor. Never throws for what the gateway did not do: that is an error of the
 * answer, like any other. What anybody may see is requested in a way that caches can store.
 * @param as somebody else than the visitor: one who is about to sign in, or nobody
 */
export async function ask<Data, Variables>(
  document: TypedDocument<Data, Variables>,
  variables: Variables,
  as?: Pick<Session, 'token'>,
): Promise<Asked<Data>> {
  const { token: key } = as ?? (await readSession());
  const wire = recorded();
  const client = createClient({
    url: `${GATEWAY_URL}/graphql`,
    key,
    fetch: wire.fetch,
    get: key === undefined,
    timeoutMs: TIMEOUT_MS,
    retries: 1,
  });
  const answer = await client.requestPartial(document, variables).catch((error: unknown) => {
    if (!(error instanceof GraphError)) throw error;
    return { data: null, errors: error.errors.length > 0 ? error.errors : [error] };
  });
  return { data: readable(answer), errors: answer.errors, receipt: wire.receipt() };
}

/** The data of an answer, whose missing parts throw their errors when they are read. */
function readable<Data>({ data, errors }: PartialAnswer<Data>): Data {
  if (data !== null)
    return toe({ data, errors: errors.filter(({ path }) => path) } as Parameters<typeof toe>[0]) as Data;
  const [error] = errors;
  return new Proxy(
    {},
    {
      get: () => {
        throw error;
      },
    },
  ) as Data;
}
