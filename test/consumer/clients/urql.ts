import { Client, fetchExchange } from '@urql/core';
import { StateFactsDocument } from './parsed/graphql.js';

const client = new Client({ url: 'https://graph.example/graphql', exchanges: [fetchExchange], preferGetMethod: false });
// urql gives partial data: its types hold where there is no error.
const { data, error } = await client.query(StateFactsDocument, { code: 'US-06' });
// Never null where there are no errors, by `@semanticNonNull`.
const area: number | undefined = data?.region?.areaKm2;
console.log(data?.region?.name, typeof area, error); // California number undefined

// @ts-expect-error: the operation needs a code
client.query(StateFactsDocument, {});
