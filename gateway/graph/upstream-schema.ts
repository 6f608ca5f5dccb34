import { type GraphQLSchema, validateSchema } from 'graphql';
import { messageOf } from '../../subgraphs/message-of.ts';
import type { Upstream } from '../../subgraphs/upstream.ts';

/** The error of an upstream's schema that cannot be part of the graph. */
export class UpstreamSchemaError extends Error {
  readonly upstream: Upstream['name'];

  constructor(upstream: Upstream['name'], cause: unknown) {
    const why = messageOf(cause);
    super(`The schema of ${upstream} cannot be used: ${why}`, { cause });
    this.name = 'UpstreamSchemaError';
    this.upstream = upstream;
  }
}

/** @throws UpstreamSchemaError where the upstream's schema is invalid; a schema without root fields is valid */
export function assertUsable({
  name,
  schema,
}: {
  readonly name: Upstream['name'];
  readonly schema: GraphQLSchema;
}): void {
  const errors = schema.getQueryType() ? validateSchema(schema) : [];
  if (errors.length > 0) throw new UpstreamSchemaError(name, new Error(errors.map(({ message }) => message).join(' ')));
}
