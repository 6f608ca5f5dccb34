import { GraphQLError } from 'graphql';
import type { GraphQLResult, Upstream, UpstreamRequest } from '../contract/upstream.ts';
import { resultOf } from '../response/index.ts';
import { readOperation } from './read-operation.ts';

/** Executes a document by asking an upstream for the operation that it is. */
export async function execute(
  { schema, fetch: ask }: Pick<Upstream, 'schema' | 'fetch'>,
  { document, variables, operationName, context }: UpstreamRequest,
): Promise<GraphQLResult> {
  try {
    const operation = readOperation(schema, document, variables, operationName);
    return resultOf(operation.fields, await ask(operation, context));
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [error] };
    throw error;
  }
}
