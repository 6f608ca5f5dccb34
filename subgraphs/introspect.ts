import {
  buildClientSchema,
  GraphQLError,
  type GraphQLSchema,
  getIntrospectionQuery,
  type IntrospectionQuery,
} from 'graphql';
import type { TransportAnswer } from './transport.ts';

/** What a running server says of itself, or, in a sentence for the operator, why it does not. */
export type Introspected =
  | { readonly schema: GraphQLSchema; readonly problem?: never }
  | { readonly schema?: never; readonly problem: string };

/**
 * Reads the schema of a running upstream.
 * @param label what a person calls it
 * @param ask sends one query; what the transport throws is a problem, not an error
 * @param isUsable whether the schema has what the graph is made of: a role without access still has a schema
 */
export async function introspect(
  label: string,
  ask: (query: string) => Promise<TransportAnswer>,
  isUsable: (schema: GraphQLSchema) => boolean = () => true,
): Promise<Introspected> {
  try {
    const { status, body } = await ask(getIntrospectionQuery({ specifiedByUrl: false }));
    const data = member(body, 'data');
    if (!isIntrospection(data)) return { problem: refusal(label, status, body) };
    const schema = buildClientSchema(data, { assumeValid: true });
    return isUsable(schema)
      ? { schema }
      : { problem: `${label} shows the gateway nothing: give its credentials access.` };
  } catch (error) {
    if (error instanceof GraphQLError) return { problem: error.message };
    throw error;
  }
}

/** What the server itself says of its refusal, if it says anything. */
function refusal(label: string, status: number, body: unknown): string {
  const errors = member(body, 'errors');
  const message = Array.isArray(errors) ? member(errors[0], 'message') : undefined;
  const said = typeof message === 'string' ? `HTTP ${status}, "${message}"` : `HTTP ${status}`;
  return `${label} does not tell its schema (${said}): check the credentials that it is asked with.`;
}

function isIntrospection(data: unknown): data is IntrospectionQuery {
  return typeof member(data, '__schema') === 'object';
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
