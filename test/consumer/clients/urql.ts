import { Client, fetchExchange } from '@urql/core';
import { StateFactsDocument } from './parsed/graphql.js';

const client = new Client({ url: 'https://graph.example/graphql', exchanges: [fetchExchange], preferGetMethod: false });
const { data, error } = await client.query(StateFactsDocument, { code: 'US-06' });
const latitude: number | undefined = data?.region?.centroid?.latitude;
console.log(data?.region?.name, typeof latitude, error); // California number undefined

// @ts-expect-error: the operation needs a code
client.query(StateFactsDocument, {});
