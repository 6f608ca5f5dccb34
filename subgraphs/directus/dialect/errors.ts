import { GraphQLError, type GraphQLSchema, isInputObjectType, isObjectType } from 'graphql';
import { type UpstreamErrorCode, upstreamError } from '../../contract/errors.ts';
import type { Layout } from '../../response/layout.ts';
import { fieldMapping, inputMapping, typeMapping } from '../schema/mapping.ts';

const NAME = 'directus';

/** Builds the error for a client's invalid input. */
export function badInput(message: string): GraphQLError {
  return upstreamError(NAME, 'BAD_USER_INPUT', message);
}

/** Builds the error for values that the caller may not read. Directus does not distinguish them from missing ones. */
export function forbidden(what: string): GraphQLError {
  return upstreamError(NAME, 'FORBIDDEN', `You may not read ${what}, or Directus does not have it.`);
}

/** Returns a list's name in an error, with its arguments: the role may lack a field in them. */
export function labelOf(label: string, args: Readonly<Record<string, unknown>>): string {
  const looking = ['filter', 'sort', 'groupBy'].filter((name) => (args[name] ?? null) !== null);
  return looking.length > 0 ? `${label} by its ${looking.map((name) => `\`${name}\``).join(' and ')}` : label;
}

/** Builds the error for a missing required value. */
export function missing(what: string): GraphQLError {
  return upstreamError(NAME, 'UPSTREAM_FAILED', `Directus returned no value for ${what}.`);
}

/**
 * Returns a function from a problem with a value to its error.
 * @param label the value's name in messages
 * @param lacking the same, where the role may lack it
 */
export function errorsFor(label: string, lacking = label): NonNullable<Layout['errorOf']> {
  return (problem, cause) => {
    switch (problem) {
      // Directus returns every requested key, at least as null: a missing key was not requested, as the role lacks it.
      case 'missing':
        return forbidden(lacking);
      case 'null':
        return missing(label);
      case 'value':
        return impossible(label, cause);
      case 'kind':
        return undefined;
    }
  };
}

/** Builds the error for an unreadable value. Scalars throw plain errors for invalid values. */
export function impossible(label: string, cause: unknown): GraphQLError {
  if (cause instanceof GraphQLError && cause.extensions.upstream !== undefined) return cause;
  return upstreamError(NAME, 'UPSTREAM_FAILED', `Directus returned an invalid value for ${label}.`, { cause });
}

/** The graph's codes for Directus's; all others are UPSTREAM_FAILED. */
const codes: Readonly<Record<string, UpstreamErrorCode>> = {
  FORBIDDEN: 'FORBIDDEN',
  INVALID_CREDENTIALS: 'UPSTREAM_UNAUTHENTICATED',
  INVALID_TOKEN: 'UPSTREAM_UNAUTHENTICATED',
  TOKEN_EXPIRED: 'UPSTREAM_UNAUTHENTICATED',
  INVALID_QUERY: 'BAD_USER_INPUT',
  REQUESTS_EXCEEDED: 'UPSTREAM_RATE_LIMITED',
};

const messages: Partial<Readonly<Record<UpstreamErrorCode, string>>> = {
  UPSTREAM_UNAUTHENTICATED: 'Directus does not know the token, or it has expired.',
  UPSTREAM_RATE_LIMITED: 'Directus received too many requests. Try again later.',
  UPSTREAM_FAILED: 'Directus could not answer.',
};

/**
 * Converts an error of Directus to the graph's codes. Clients get a message about the query, in the graph's names; a
 * message that may be about the database is only the cause.
 */
export function fromDirectus(error: unknown, inGraphNames: (text: string) => string): GraphQLError {
  const { message = '', extensions } = (error ?? {}) as { message?: string; extensions?: { code?: string } };
  const code = codes[extensions?.code ?? ''] ?? 'UPSTREAM_FAILED';
  return upstreamError(NAME, code, messages[code] ?? inGraphNames(message), { cause: new Error(message) });
}

/** Whether an error concerns the caller, not the query. */
export function concernsCaller({ extensions }: GraphQLError): boolean {
  return extensions.code === 'UPSTREAM_UNAUTHENTICATED' || extensions.code === 'UPSTREAM_RATE_LIMITED';
}

/** Replaces Directus's names of collections and fields in a text with the graph's. */
export type InGraphNames = (text: string) => string;

/** Reads the names from the schema's mappings. Only names with an underscore differ. */
export function namesOf(schema: GraphQLSchema): InGraphNames {
  const names = new Map<string, string>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__') || type === schema.getQueryType() || type === schema.getMutationType()) continue;
    if (isObjectType(type)) {
      names.set(typeMapping(type).name, type.name);
      for (const field of Object.values(type.getFields())) {
        const mapping = fieldMapping(field);
        if ('name' in mapping) names.set(mapping.name, field.name);
      }
    } else if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) names.set(inputMapping(field).name, field.name);
    }
  }
  return (text) => text.replace(/\b[A-Za-z]\w*_\w+\b/g, (word) => names.get(word) ?? word);
}
