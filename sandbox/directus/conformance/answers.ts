import { buildClientSchema, buildSchema, getIntrospectionQuery, lexicographicSortSchema, printSchema } from 'graphql';
import type { Target } from './request.ts';

const folder = new URL('../__answers__/', import.meta.url);

/** Where a real Directus's answers to a topic are kept. */
export function answersOf(topic: string): URL {
  return new URL(`${topic}.json`, folder);
}

/** Where the schema that a real Directus showed the public is kept. */
export const schemaFile = new URL('public.graphql', folder);

/** The same as it is told as text. */
export async function readSpecification({ url, token }: Target, caller: 'public' | 'service'): Promise<string> {
  const headers: Record<string, string> = caller === 'service' ? { authorization: `Bearer ${token}` } : {};
  const response = await fetch(`${url}/server/specs/graphql`, { headers });
  return `${printSchema(lexicographicSortSchema(buildSchema(await response.text())))}\n`;
}

/** The schema that a target shows to a caller, sorted. */
export async function readSchema({ url, token }: Target, caller: 'public' | 'service'): Promise<string> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(caller === 'service' && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query: getIntrospectionQuery() }),
  });
  const { data } = (await response.json()) as { data: Parameters<typeof buildClientSchema>[0] };
  return `${printSchema(lexicographicSortSchema(buildClientSchema(data)))}\n`;
}
