import 'server-only';
import { createClient, GraphError, type PartialAnswer, type TypedDocument } from '@chronos-graph/client';
import { toe } from 'graphql-toe';
import type { Receipt } from './receipt.ts';
import { recorded } from './recorded.ts';
import { readSession } from './session.ts';
import { GATEWAY_URL } from './settings.ts';

/** A page's one answer. */
export interface Asked<Data> {
  /** Where a part of it did not arrive, reading that throws its error: `part` reads it. */
  readonly data: Data;
  /** What did not arrive. */
  readonly errors: readonly GraphError[];
  readonly receipt: Receipt;
}

/** Longer than the gateway waits for any of its upstreams. */
const TIMEOUT_MS = 15_000;

/**
 * Asks the gateway for a page, as the visitor. Never throws for what the gateway did not do: that is an error of the
 * answer, like any other. What anybody may see is asked for so that it can be kept.
 * @param token asks as somebody else than the visitor: who is about to sign in
 */
export async function ask<Data, Variables>(
  document: TypedDocument<Data, Variables>,
  variables: Variables,
  token?: string,
): Promise<Asked<Data>> {
  const session = await readSession();
  const key = token ?? session.token;
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
