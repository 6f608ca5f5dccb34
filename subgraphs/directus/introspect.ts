import {
  buildClientSchema,
  GraphQLError,
  type GraphQLSchema,
  getIntrospectionQuery,
  type IntrospectionQuery,
} from 'graphql';
import type { DirectusClient } from './client.ts';
import { isJson } from './dialect/json.ts';

/**
 * Directus's schema as the role of the gateway's own token sees it.
 * @returns undefined where Directus does not answer, or does not tell
 */
export async function introspect(
  client: DirectusClient,
  token: string | undefined,
): Promise<GraphQLSchema | undefined> {
  const text = getIntrospectionQuery({ specifiedByUrl: false });
  try {
    const { body } = await client.send({ text, variables: {} }, { token });
    return isJson(body) && isIntrospection(body.data) ? buildClientSchema(body.data, { assumeValid: true }) : undefined;
  } catch (error) {
    if (error instanceof GraphQLError) return undefined;
    throw error;
  }
}

function isIntrospection(data: unknown): data is IntrospectionQuery {
  return isJson(data) && isJson(data.__schema);
}
