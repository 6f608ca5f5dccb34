import { existsSync, readFileSync } from 'node:fs';
import { diff } from '@graphql-inspector/core';
import { buildClientSchema, buildSchema, getIntrospectionQuery, lexicographicSortSchema, printSchema } from 'graphql';
import {
  type CollectionColumns,
  type ColumnConstraints,
  readColumns,
} from '../../../subgraphs/directus/client/columns.ts';
import type { ConformanceAnswer, Target } from './request.ts';
import type { Suite } from './topics.ts';

/** Where a real Directus's answers to a topic are. */
export const answersOf = ({ answers }: Suite, topic: string): URL => new URL(`${topic}.json`, answers);

/** Where the schema is that a real Directus showed a caller. */
export const schemaOf = ({ answers }: Suite, caller: string): URL => new URL(`${caller}.graphql`, answers);

/** Where the columns are that a real Directus described to the service. */
export const columnsOf = ({ answers }: Suite): URL => new URL('described-columns.json', answers);

/** What another version of Directus answers in place of what the recorded one does. */
export interface Differences {
  /** Its answers, by topic and name. */
  readonly answers: Readonly<Record<string, Readonly<Record<string, ConformanceAnswer>>>>;
  /** What has changed in the schema of each caller, in sentences. */
  readonly schemas: Readonly<Record<string, readonly string[]>>;
}

/** Where the differences of a version are. */
export const differencesOf = ({ answers }: Suite, version: string): URL => new URL(`versions/${version}.json`, answers);

/** Reads the differences of a version. None are of the recorded one. */
export function readDifferences(suite: Suite, version: string): Differences {
  const file = differencesOf(suite, version);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { answers: {}, schemas: {} };
}

/** The schema that the recorded Directus showed a caller, sorted. */
export function recordedSchema(suite: Suite, caller: string): string {
  if (caller !== 'service') return readFileSync(schemaOf(suite, caller), 'utf8');
  return `${printSchema(lexicographicSortSchema(buildSchema(readFileSync(suite.schema, 'utf8'))))}\n`;
}

/** What has changed between two schemas, in sentences, sorted. */
export async function changesBetween(before: string, after: string): Promise<readonly string[]> {
  const changes = await diff(buildSchema(before), buildSchema(after));
  return changes.map(({ message }) => message).sort();
}

/** The schema that a target's file shows to whoever has a token, sorted. */
export async function readSpecification(target: Target, token: string | undefined): Promise<string> {
  const response = await fetch(`${target.url}/server/specs/graphql`, { headers: credentials(target, token) });
  return `${printSchema(lexicographicSortSchema(buildSchema(await response.text())))}\n`;
}

/** The schema that a target shows to whoever has a token, sorted. */
export async function readSchema(target: Target, token: string | undefined): Promise<string> {
  const response = await fetch(`${target.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...credentials(target, token) },
    body: JSON.stringify({ query: getIntrospectionQuery() }),
  });
  const { data } = (await response.json()) as { data: Parameters<typeof buildClientSchema>[0] };
  return `${printSchema(lexicographicSortSchema(buildClientSchema(data)))}\n`;
}

type DescribedColumns = Readonly<Record<string, Readonly<Record<string, ColumnConstraints>>>>;

/** The columns that a target describes to the service, of the content's own collections. */
export async function readDescribedColumns(target: Target): Promise<DescribedColumns> {
  const response = await fetch(`${target.url}/server/specs/oas`, { headers: credentials(target, '$TOKEN') });
  const own = [...(readColumns(await response.json()) ?? [])].filter(([name]) => !name.startsWith('directus_'));
  return Object.fromEntries(own.map(([name, columns]) => [name, Object.fromEntries(columns)]));
}

/** The columns that the recorded Directus described. */
export function recordedColumns(suite: Suite): CollectionColumns {
  const recorded: DescribedColumns = JSON.parse(readFileSync(columnsOf(suite), 'utf8'));
  return new Map(Object.entries(recorded).map(([name, columns]) => [name, new Map(Object.entries(columns))]));
}

/** `$TOKEN` stands for the service's token. */
function credentials(target: Target, token: string | undefined): Record<string, string> {
  return token === undefined ? {} : { authorization: `Bearer ${token.replace('$TOKEN', target.token)}` };
}
