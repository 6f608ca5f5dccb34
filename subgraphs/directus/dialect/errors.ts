import { GraphQLError, type GraphQLSchema, isInputObjectType, isObjectType } from 'graphql';
import { type UpstreamErrorCode, upstreamError } from '../../errors.ts';
import type { Layout } from '../../response/layout.ts';
import { fieldMapping, inputMapping, typeMapping } from '../schema/mapping.ts';

const NAME = 'directus';

/** An error of the client's own making. */
export function badInput(message: string): GraphQLError {
  return upstreamError(NAME, 'BAD_USER_INPUT', message);
}

/** The error in the place of what the caller may not read. Directus does not report that from what does not exist. */
export function forbidden(what: string): GraphQLError {
  return upstreamError(NAME, 'FORBIDDEN', `You may not read ${what}, or Directus does not have it.`);
}

/** What a list is called where it is missed: it may be its arguments that look at what may not be read. */
export function labelOf(label: string, args: Readonly<Record<string, unknown>>): string {
  const looking = ['filter', 'sort', 'groupBy'].filter((name) => (args[name] ?? null) !== null);
  return looking.length > 0 ? `${label} by its ${looking.map((name) => `\`${name}\``).join(' and ')}` : label;
}

/** The error in the place of a value that must be there and is not. */
export function missing(what: string): GraphQLError {
  return upstreamError(NAME, 'UPSTREAM_FAILED', `Directus gave no value for ${what}.`);
}

/** What a problem with a value costs. @param label what the value is called */
export function errorsFor(label: string): NonNullable<Layout['errorOf']> {
  return (problem, cause) => {
    switch (problem) {
      // Directus returns every requested key, if only as null: a key that the role lacks was not requested.
      case 'missing':
        return forbidden(label);
      case 'null':
        return missing(label);
      case 'value':
        return impossible(label, cause);
      case 'kind':
        return undefined;
    }
  };
}

/** The error in the place of a value that could not be read. A scalar throws plain errors for what it cannot hold. */
export function impossible(label: string, cause: unknown): GraphQLError {
  if (cause instanceof GraphQLError && cause.extensions.upstream !== undefined) return cause;
  return upstreamError(NAME, 'UPSTREAM_FAILED', `Directus gave a value for ${label} that it cannot have.`, { cause });
}

/** What is not said here is UPSTREAM_FAILED. */
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
  UPSTREAM_RATE_LIMITED: 'Directus holds back: too many requests. Try again later.',
  UPSTREAM_FAILED: 'Directus could not answer.',
};

/**
 * One of Directus's errors, in our codes. Its own message is passed on where it speaks of the query, in the graph's names,
 * and kept as the cause where it may speak of the database.
 */
export function fromDirectus(error: unknown, inGraphNames: (text: string) => string): GraphQLError {
  const { message = '', extensions } = (error ?? {}) as { message?: string; extensions?: { code?: string } };
  const code = codes[extensions?.code ?? ''] ?? 'UPSTREAM_FAILED';
  return upstreamError(NAME, code, messages[code] ?? inGraphNames(message), { cause: new Error(message) });
}

/** Whether an error speaks of who asks, not of what is asked. */
export function concernsCaller({ extensions }: GraphQLError): boolean {
  return extensions.code === 'UPSTREAM_UNAUTHENTICATED' || extensions.code === 'UPSTREAM_RATE_LIMITED';
}

/** Replaces the names of collections and fields in a text of Directus by the graph's. */
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
