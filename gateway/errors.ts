import { randomUUID } from 'node:crypto';
import { GraphQLError, Kind } from 'graphql';
import type { YogaLogger } from 'graphql-yoga';
import type { OnError } from './observe/error-tracking.ts';

/** What Yoga is told: what clients see of an error, and where it is logged. */
export interface ErrorMasking {
  readonly maskError: (error: unknown) => Error;
  readonly logger: YogaLogger;
}

/**
 * Masks what is not an error of ours: whatever was thrown that is no GraphQLError, or that one was made of. Its client
 * gets an id, and the log has the error under the same id.
 * @param logger where it goes, and everything else that Yoga says
 * @param onError told of it too
 */
export function createErrorMasking(logger: YogaLogger, onError?: OnError): ErrorMasking {
  const known = new WeakSet<object>();
  const handled = (error: unknown, told: GraphQLError): GraphQLError => {
    if (typeof error === 'object' && error !== null) known.add(error);
    return told;
  };
  return {
    maskError(error) {
      if (isOfVariable(error)) return handled(error, badVariable(error));
      if (isOurs(error)) return error;
      const id = randomUUID();
      logger.error(`Error ${id}:`, error);
      onError?.(error, { id });
      return handled(error, masked(id, error));
    },
    logger: {
      ...logger,
      // Yoga logs whatever was replaced here, without the id, and up to two times.
      error(...args) {
        if (!known.has(args[0])) logger.error(...args);
      },
    },
  };
}

function masked(id: string, error: unknown): GraphQLError {
  const { nodes = null, path = null } = error instanceof GraphQLError ? error : {};
  return new GraphQLError(`Something went wrong here. Its id in the log is ${id}.`, {
    nodes,
    path,
    // The error of a field leaves the others' answers what they are.
    extensions: { code: 'INTERNAL_SERVER_ERROR', id, ...(path === null && { http: { status: 500 } }) },
  });
}

/** What graphql-js refuses of a variable's value points to the definition of the variable, and has no code. */
function isOfVariable(error: unknown): error is GraphQLError {
  if (!(error instanceof GraphQLError) || error.extensions.code !== undefined) return false;
  return error.nodes?.[0]?.kind === Kind.VARIABLE_DEFINITION;
}

function badVariable({ message, nodes }: GraphQLError): GraphQLError {
  const extensions = { code: 'BAD_USER_INPUT', http: { status: 400, spec: true } };
  return new GraphQLError(message, { nodes: nodes ?? null, extensions });
}

/** An error that was made of another is ours where that one is. */
function isOurs(error: unknown): error is GraphQLError {
  if (!(error instanceof GraphQLError)) return false;
  return error.originalError === undefined || isOurs(error.originalError);
}
