import { afterAll, afterEach, beforeAll } from 'vitest';
import { startGateway, type TestGateway, type TestGatewayOptions } from '../gateway.ts';
import { faulty } from './faulty.ts';

/** A gateway for the tests of a file, over a Directus and a Twenty that fail on demand. */
export function useFaultyGateway(options: Pick<TestGatewayOptions, 'connect' | 'timeoutsMs' | 'server'>) {
  const directus = faulty();
  const twenty = faulty();
  let running: TestGateway | undefined;
  beforeAll(async () => {
    running = await startGateway({
      ...options,
      server: { audit: () => {}, ...options.server },
      before: { directus: directus.before, twenty: twenty.before },
    });
  });
  afterEach(() => {
    for (const upstream of [directus, twenty]) upstream.break(undefined);
  });
  afterAll(async () => {
    await running?.close();
    await Promise.all([directus.close(), twenty.close()]);
  });
  const gateway = (): TestGateway => {
    if (!running) throw new Error('The gateway runs in tests only.');
    return running;
  };
  /** Asks each upstream for something, as staff. */
  const ask = async () => (await gateway().ask(QUERY, {}, { staff: true })).result;
  /** Reads a number of tags, as a client that may leave. Different numbers are different requests to Directus. */
  const readTags = async (limit: number, leaving: AbortSignal) => {
    const response = await gateway().fetch('http://gateway/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: `{ cmsTags(limit: ${limit}) { id } }` }),
      signal: leaving,
    });
    return response.json();
  };
  return { directus, twenty, gateway, ask, readTags };
}

/** Something of each upstream. */
export const QUERY = '{ cmsTags(limit: 1) { id } crmCompanies { totalCount } dataSources { code } }';

/** What is answered where nothing fails. */
export const DATA = {
  cmsTags: [{ id: '1' }],
  crmCompanies: { totalCount: 24 },
  dataSources: [{ code: 'BEA' }, { code: 'BLS' }, { code: 'CENSUS' }, { code: 'NBER' }],
};

const UPSTREAMS = { cmsTags: 'directus', crmCompanies: 'twenty', dataSources: 'analytics' } as const;

export interface ExpectedError {
  readonly code: string;
  readonly message: string;
  readonly retryAfterSeconds?: number;
}

/** The whole answer where one root field failed. */
export function without(field: keyof typeof UPSTREAMS, { message, ...extensions }: ExpectedError) {
  return {
    data: { ...DATA, [field]: null },
    errors: [
      {
        message,
        locations: [{ line: 1, column: QUERY.indexOf(field) + 1 }],
        path: [field],
        extensions: { ...extensions, upstream: UPSTREAMS[field] },
      },
    ],
  };
}
