import { buildClientSchema, type GraphQLSchema, getIntrospectionQuery, type IntrospectionQuery } from 'graphql';
import type { TwentyClient } from './client.ts';
import { isObject, property } from './dialect/json.ts';
import { recordObjects } from './graph/relations.ts';

/**
 * The schema of the workspace that the API key is of.
 * @returns undefined where Twenty does not answer, or with no objects: so it answers who has no access
 */
export async function introspect(client: TwentyClient): Promise<GraphQLSchema | undefined> {
  const query = getIntrospectionQuery({ specifiedByUrl: false });
  const answer = await client.send({ query, variables: {} });
  const data = answer instanceof Error ? undefined : property(answer.body, 'data');
  if (!isIntrospection(data)) return undefined;
  const schema = buildClientSchema(data, { assumeValid: true });
  return recordObjects(schema).size > 0 ? schema : undefined;
}

function isIntrospection(data: unknown): data is IntrospectionQuery {
  return isObject(property(data, '__schema'));
}
