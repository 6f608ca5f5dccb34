import { createHash } from 'node:crypto';
import {
  buildClientSchema,
  GraphQLError,
  type GraphQLSchema,
  getIntrospectionQuery,
  type IntrospectionQuery,
} from 'graphql';
import { property } from '../json.ts';
import type { TransportAnswer } from '../transport/index.ts';

/** What is known of a server's schema, and, in a sentence for the operator, why it does not tell it now. */
export interface KnownSchema {
  /** As the server told it last; undefined where it never did. */
  readonly schema?: GraphQLSchema | undefined;
  /** Changes whenever the schema does. */
  readonly version?: string | undefined;
  readonly problem?: string | undefined;
  /** Fields that the server lists under names that GraphQL does not allow, as `type.field`: the schema is without them. */
  readonly invalidNames?: readonly string[] | undefined;
}

/** Reads the schema of a running server, as often as it changes. */
export interface SchemaReader {
  read(): Promise<KnownSchema>;
  /** What `read` would tell, without the schema. */
  look(): Promise<Omit<KnownSchema, 'schema'>>;
}

export interface SchemaReaderOptions {
  /** What a person calls the server. */
  readonly label: string;
  /** Sends one query; what the transport throws is a problem, not an error. */
  readonly ask: (query: string) => Promise<TransportAnswer>;
  /** Whether a schema has what the graph is made of: a role without access still has a schema. */
  readonly isUsable?: (schema: GraphQLSchema) => boolean;
  /** Asks the server for its schema's version, where it knows one; undefined where it does not tell. */
  readonly askVersion?: () => Promise<string | undefined>;
}

export function createSchemaReader(options: SchemaReaderOptions): SchemaReader {
  const { askVersion = async () => undefined } = options;
  let known: KnownSchema = {};

  /** The version is asked for first: what changes in between is seen by the next look. */
  async function read(): Promise<KnownSchema> {
    return orProblem(async () => {
      const version = await askVersion();
      const told = await tell(options);
      if (told.problem !== undefined) return { ...known, problem: told.problem };
      known = { ...told, version: version ?? told.version };
      return known;
    }, known);
  }

  async function look(): Promise<KnownSchema> {
    return orProblem(async () => {
      const version = await askVersion();
      if (version !== undefined) return { version };
      const { version: told, problem } = await tell(options, known.version);
      return { version: told, problem };
    }, {});
  }

  return { read, look };
}

async function orProblem(read: () => Promise<KnownSchema>, otherwise: KnownSchema): Promise<KnownSchema> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof GraphQLError) return { ...otherwise, problem: error.message };
    throw error;
  }
}

/** What a running server says of itself, or, in a sentence for the operator, why it does not. */
export type Introspected =
  | { readonly schema: GraphQLSchema; readonly problem?: never }
  | { readonly schema?: never; readonly problem: string };

/** Reads the schema of a running upstream once. Never rejects for what it does: see `SchemaReaderOptions`. */
export async function introspect(
  label: SchemaReaderOptions['label'],
  ask: SchemaReaderOptions['ask'],
): Promise<Introspected> {
  const { schema, problem = '' } = await createSchemaReader({ label, ask }).read();
  return schema ? { schema } : { problem };
}

/**
 * @param knownVersion a schema of this version is not made again
 * @throws GraphQLError where there is no answer
 */
async function tell(
  { label, ask, isUsable = () => true }: SchemaReaderOptions,
  knownVersion?: string,
): Promise<KnownSchema> {
  const { status, body } = await ask(getIntrospectionQuery({ specifiedByUrl: false }));
  const data = property(body, 'data');
  if (!isIntrospection(data)) return { problem: refusal(label, status, body) };
  const version = digest(data);
  if (version === knownVersion) return { version };
  const { valid, invalidNames } = withValidNames(data);
  const schema = buildClientSchema(valid, { assumeValid: true });
  return isUsable(schema)
    ? { schema, version, invalidNames }
    : { problem: `${label} shows the gateway nothing: give its credentials access.` };
}

/** https://spec.graphql.org/October2021/#Name, without what is reserved for introspection. */
const NAME = /^(?!__)[_A-Za-z][_0-9A-Za-z]*$/;

/**
 * Leaves out fields whose names GraphQL does not allow. Directus 11.17.4 lists its fields by their names in the database,
 * `with-dash` and `a b` among them; no schema can be built of these.
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

/** The same for the same types, in whatever order they are told. */
function digest({ __schema: { types, ...roots } }: IntrospectionQuery): string {
  const parts = types.map((type) => JSON.stringify(type)).sort();
  return createHash('sha256')
    .update(JSON.stringify([roots, parts]))
    .digest('hex');
}

/** What the server itself says of its refusal, if it says anything. */
function refusal(label: string, status: number, body: unknown): string {
  const errors = property(body, 'errors');
  const message = Array.isArray(errors) ? property(errors[0], 'message') : undefined;
  const said = typeof message === 'string' ? `HTTP ${status}, "${message}"` : `HTTP ${status}`;
  const remedy = status >= 500 ? 'correct what it says there' : 'check the credentials that it is asked with';
  return `${label} does not tell its schema (${said}): ${remedy}.`;
}

function isIntrospection(data: unknown): data is IntrospectionQuery {
  return typeof property(data, '__schema') === 'object';
}
