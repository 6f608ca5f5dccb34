import { buildClientSchema, buildSchema, getIntrospectionQuery, lexicographicSortSchema, printSchema } from 'graphql';
import type { Target } from './request.ts';
import type { Suite } from './topics.ts';

/** Where a real Directus's answers to a topic are. */
export const answersOf = ({ answers }: Suite, topic: string): URL => new URL(`${topic}.json`, answers);

/** Where the schema is that a real Directus showed a caller. */
export const schemaOf = ({ answers }: Suite, caller: string): URL => new URL(`${caller}.graphql`, answers);

/** The schema that a target's file shows to whoever has a token, sorted. */
export async function readSpecification({ url }: Target, token: string | undefined): Promise<string> {
  const response = await fetch(`${url}/server/specs/graphql`, { headers: credentials(token) });
  return `${printSchema(lexicographicSortSchema(buildSchema(await response.text())))}\n`;
}

/** The schema that a target shows to whoever has a token, sorted. */
export async function readSchema({ url }: Target, token: string | undefined): Promise<string> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...credentials(token) },
    body: JSON.stringify({ query: getIntrospectionQuery() }),
  });
  const { data } = (await response.json()) as { data: Parameters<typeof buildClientSchema>[0] };
  return `${printSchema(lexicographicSortSchema(buildClientSchema(data)))}\n`;
}

const credentials = (token: string | undefined): Record<string, string> =>
  token === undefined ? {} : { authorization: `Bearer ${token}` };
