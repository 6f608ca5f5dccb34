import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startGateway, type TestGateway } from './gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

describe("`graphql-http`'s server audits: every MUST, SHOULD and MAY green on `/graphql`", () => {
  const audits = serverAudits({
    url: 'http://gateway/graphql',
    fetchFn: async (url: string, init: RequestInit = {}) => gateway.fetch(url, init),
  });

  // What the first time made ready is answered ahead of the pipeline the second time.
  describe.each(['at first', 'once more'])('%s', () => {
    test.for(audits.map((audit) => [audit.name, audit] as const))('%s', async ([, audit]) => {
      expect(await audit.fn()).toMatchObject({ status: 'ok' });
    });
  });
});
