import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { CombinedGraphQLErrors } from '@apollo/client/errors';
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

/** Regions and indicators are the same objects wherever their code is the same. */
const typePolicies = { Region: { keyFields: ['code'] }, Indicator: { keyFields: ['code'] } };

const client = new ApolloClient({ link: new HttpLink({ uri: GRAPH }), cache: new InMemoryCache({ typePolicies }) });

onCounty(async (code) => {
  // Without this policy an error of one field would hide the data of all others.
  const { data, error } = await client
    .query({ query: COUNTY, variables: { code }, errorPolicy: 'all' })
    .catch((failure) => ({ error: failure }));
  const errors = CombinedGraphQLErrors.is(error) ? error.errors : error ? [error] : [];
  show(
    data?.region,
    errors.map(({ message }) => message),
  );
});
