import { Client, cacheExchange, fetchExchange, gql } from '@urql/core';
import { GRAPH, onCounty, show } from '../show.js';

const COUNTY = gql`
  query County($code: String!) {
    region(code: $code) {
      code
      name
      indicators { indicator { code name units } value }
      articles(first: 3) { slug title }
    }
  }
`;

/** `cacheExchange` answers a county that was shown before without a request. */
const client = new Client({ url: GRAPH, exchanges: [cacheExchange, fetchExchange] });

onCounty(async (code) => {
  const { data, error } = await client.query(COUNTY, { code });
  const messages = error ? [error.networkError ?? [], error.graphQLErrors].flat().map(({ message }) => message) : [];
  show(data?.region, messages);
});
