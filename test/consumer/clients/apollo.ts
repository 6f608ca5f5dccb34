import { ApolloClient, HttpLink, InMemoryCache } from '@apollo/client';
import { StateFactsDocument } from './parsed/graphql.js';

const client = new ApolloClient({
  link: new HttpLink({ uri: 'https://graph.example/graphql' }),
  cache: new InMemoryCache(),
});
const { data } = await client.query({ query: StateFactsDocument, variables: { code: 'US-06' } });
// Never null where there are no errors, by `@semanticNonNull`.
const area: number | undefined = data?.region?.areaKm2;
console.log(data?.region?.name, typeof area); // California number

// @ts-expect-error: a code is a string
export const wrong = () => client.query({ query: StateFactsDocument, variables: { code: 6 } });
