import { hash } from 'node:crypto';
import {
  buildClientSchema,
  GraphQLError,
  type GraphQLSchema,
  getIntrospectionQuery,
  type IntrospectionQuery,
} from 'graphql';
import { elements, property } from '../common/json.ts';
import { createShared } from '../common/memo.ts';
import { messageOf } from '../common/message-of.ts';
import type { Finding } from '../contract/finding.ts';
import type { TransportAnswer } from '../transport/index.ts';
import { problemOf } from '../transport/observed.ts';

/** A server's schema, and, if it cannot be read now, the problem as a sentence for the operator. */
export interface KnownSchema {
  /** The schema that was read last; undefined if none was. */
  readonly schema?: GraphQLSchema | undefined;
  /** The schema before `complete`: a reference to it keeps what was derived from it. */
  readonly introspected?: GraphQLSchema | undefined;
  /** Changes with the schema. */
  readonly version?: string | undefined;
  readonly problem?: string | undefined;
  /** Fields of the server with names that GraphQL does not allow, as `type.field`: they are not in the schema. */
  readonly invalidNames?: readonly string[] | undefined;
  /** Further findings for the operator. */
  readonly findings?: readonly Finding[] | undefined;
}

export interface SchemaReaderOptions {
  /** The server's name in messages. */
  readonly label: string;
  /** Sends one query; errors of the transport become problems. */
  readonly send: (query: string) => Promise<TransportAnswer>;
  /** Whether a schema has types for the graph: a role without access still gets a schema. */
  readonly isUsable?: (schema: GraphQLSchema) => boolean;
  /** Adds descriptions from elsewhere on the server to its schema. @throws GraphQLError without an answer */
  readonly complete?: (schema: GraphQLSchema) => Promise<Pick<KnownSchema, 'schema' | 'findings'>>;
  /** Requests the schema's version from a server that has one; undefined if it returns none. */
  readonly readVersion?: () => Promise<string | undefined>;
}

export type SchemaReader = ReturnType<typeof createSchemaReader>;

/** Creates a reader of a running server's schema. It never rejects. */
export function createSchemaReader(options: SchemaReaderOptions) {
  const { label, readVersion = async () => undefined } = options;
  let known: KnownSchema = {};
  return {
    /** Requests the version first: the next look finds a change between the two requests. */
    read: () =>
      orProblem(label, known, async () => {
        const version = await readVersion();
        const found = await introspectOnce(options);
        if (found.problem !== undefined) return { ...known, problem: found.problem };
        known = { ...found, version: version ?? found.version };
        return known;
      }),
    /** Reads the version and the problem, without the schema. */
    look: (): Promise<Omit<KnownSchema, 'schema'>> =>
      orProblem(label, {}, async () => {
        const version = await readVersion();
        if (version !== undefined) return { version };
        const { version: digest, problem } = await introspectOnce(options, known.version);
        return { version: digest, problem };
      }),
  };
}

async function orProblem(
  label: string,
  otherwise: KnownSchema,
  read: () => Promise<KnownSchema>,
): Promise<KnownSchema> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof GraphQLError) return { ...otherwise, problem: problemOf(error) };
    return { ...otherwise, problem: `${label} returns a schema that is not valid: ${messageOf(error)}` };
  }
}

/**
 * Reads the schema once.
 * @param knownVersion the version of a schema that is not built again
 * @throws GraphQLError without an answer
 */
async function introspectOnce(
  { label, send, isUsable = () => true, complete = async (schema) => ({ schema }) }: SchemaReaderOptions,
  knownVersion?: string,
): Promise<KnownSchema> {
  const { status, body } = await send(getIntrospectionQuery({ specifiedByUrl: false }));
  const data = property(body, 'data');
  if (!isIntrospection(data)) return { problem: refusal(label, status, body) };
  const { types, ...roots } = data.__schema;
  const version = digestOf([JSON.stringify(roots), ...types.map((type) => JSON.stringify(type))]);
  if (version === knownVersion) return { version };
  const { valid, invalidNames } = withValidNames(data);
  const schema = schemas(version, () => buildClientSchema(valid, { assumeValid: true }));
  return isUsable(schema)
    ? { introspected: schema, ...(await complete(schema)), version, invalidNames }
    : { problem: `${label} shows the gateway nothing: give its credentials access.` };
}

/** Schemas by their digests. What is derived from a schema is derived once, if the schema is read again unchanged. */
const schemas = createShared<GraphQLSchema>();

/** https://spec.graphql.org/October2021/#Name, without names that are reserved for introspection, and without `_`: `_ASC` after it is reserved. */
const NAME = /^(?!__|_$)[_A-Za-z][_0-9A-Za-z]*$/;

/**
 * Omits fields whose names GraphQL does not allow. Directus 11.17.4 lists fields by their names in the database, such as
 * `with-dash` and `a b`; no schema can be built of these.
 */
function withValidNames(data: IntrospectionQuery): { valid: IntrospectionQuery; invalidNames: readonly string[] } {
  const invalidNames: string[] = [];
  const isValid = ({ name }: { readonly name: string }) => NAME.test(name);
  const types = data.__schema.types.map((type) => {
    if (type.name.startsWith('__')) return type;
    if (type.kind === 'OBJECT' && !type.fields.every(isValid)) {
      const invalid = type.fields.filter((field) => !isValid(field));
      invalidNames.push(...invalid.map(({ name }) => `${type.name}.${name}`));
      return { ...type, fields: type.fields.filter(isValid) };
    }
    if (type.kind === 'INPUT_OBJECT' && !type.inputFields.every(isValid)) {
      return { ...type, inputFields: type.inputFields.filter(isValid) };
    }
    return type;
  });
  return { valid: { __schema: { ...data.__schema, types } }, invalidNames };
}

/** Returns a digest of a schema's parts that does not depend on their order. */
export const digestOf = (parts: readonly string[]): string => hash('sha256', parts.toSorted().join('\n\n'));

/** Describes a refusal, with the server's own message if there is one. */
function refusal(label: string, status: number, body: unknown): string {
  const [error] = elements(property(body, 'errors'));
  const message = property(error, 'message');
  const isOfServer = status >= 500 || property(property(error, 'extensions'), 'code') === 'INTERNAL_SERVER_ERROR';
  const said = typeof message === 'string' ? `HTTP ${status}, "${message}"` : `HTTP ${status}`;
  const remedy = isOfServer ? 'correct the error that it reports' : 'check the credentials of the gateway';
  return `${label} does not return its schema (${said}): ${remedy}.`;
}

function isIntrospection(data: unknown): data is IntrospectionQuery {
  return Array.isArray(property(property(data, '__schema'), 'types'));
}
