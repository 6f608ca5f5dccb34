import { createClient } from '@chronos-graph/client';
import { Client, fetchExchange } from '@urql/core';
import { initGraphQLTada } from 'gql.tada';
import type { introspection } from './graphql-env.js';

const graphql = initGraphQLTada<{ introspection: introspection; scalars: { DateTime: string } }>();
const Latest = graphql(`
  query Latest($code: String!) {
    series(code: $code) {
      title
      latest {
        time
        value
      }
      observations(limit: 1) {
        value
      }
    }
  }
`);

const client = new Client({ url: 'https://graph.example/graphql', exchanges: [fetchExchange], preferGetMethod: false });
const { data } = await client.query(Latest, { code: 'BLS:CES0000000001' });
const latest: { time: string; value: number | null } | null | undefined = data?.series?.latest;
console.log(data?.series?.title, latest?.time); // All Employees: Total Nonfarm 2015-12-01T00:00:00.000Z

// @ts-expect-error: the graph of partners has no such field
export const secret = data?.series?.internalNote;

// The client of this package takes the same document.
const found = await createClient({ url: 'https://graph.example/graphql' }).request(Latest, {
  code: 'BLS:CES0000000001',
});
const title: string | undefined = found.series?.title;
// Never null where there are no errors, by `@semanticNonNull`.
const count: number | undefined = found.series?.observations.length;
console.log(title, count); // All Employees: Total Nonfarm 1
