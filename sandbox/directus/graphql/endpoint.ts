import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  type GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  locatedError,
  parse,
  validate,
} from 'graphql';
import { createDerived } from '../../../subgraphs/common/memo.ts';
import {
  DirectusError,
  invalidDocument,
  invalidExecution,
  invalidPayload,
  methodNotAllowed,
  UNEXPECTED,
} from '../errors.ts';
import { DirectusErrors } from '../write/errors.ts';
import type { WritingScope } from '../write/items.ts';
import { resolveField } from './resolvers.ts';

/** GRAPHQL_QUERY_TOKEN_LIMIT, as Directus has it by default. Variables do not count. */
const TOKEN_LIMIT = 5000;

/** How many documents are stored parsed and validated for each role. */
const KEPT_DOCUMENTS = 500;

/** A request unchanged: nothing is checked yet. */
export interface GraphQLRequest {
  readonly method: string;
  readonly query?: unknown;
  readonly variables?: unknown;
  readonly operationName?: unknown;
}

/** Answers GraphQL requests as one role. */
export type Endpoint = (request: GraphQLRequest) => Promise<unknown>;

/**
 * Makes the endpoint of a role. An endpoint answers with the body of an HTTP 200.
 * @throws DirectusError for what Directus answers with another status
 */
export function createEndpoint(schema: GraphQLSchema, scope: WritingScope): Endpoint {
  const documents = new Map<string, DocumentNode>();

  function read(text: string): DocumentNode {
    const known = documents.get(text);
    if (known) return known;
    const document = parseDocument(text);
    const errors = validate(schema, document);
    if (errors.length > 0) throw invalidDocument(errors.map(withPath));
    if (documents.size >= KEPT_DOCUMENTS) documents.clear();
    documents.set(text, document);
    return document;
  }

  return async ({ method, query, variables, operationName }) => {
    if (method !== 'GET' && method !== 'POST') throw methodNotAllowed(method, ['GET', 'POST']);
    if (!query) throw invalidPayload('Must provide query string');
    const document = read(String(query));
    const name = operationName ? String(operationName) : undefined;
    if (method === 'GET' && getOperationAST(document, name)?.operation !== 'query')
      throw methodNotAllowed('GET', ['POST']);
    const answer = () =>
      run({
        schema,
        document,
        contextValue: scope,
        variableValues: (variables || {}) as Record<string, unknown>,
        operationName: name,
        fieldResolver: resolveField,
      });
    const { data, errors } = await (isIntrospection(document)
      ? introspections.derive(schema, answer, String(query))
      : answer());
    return { ...(data && { data }), ...(errors && { errors: errors.map(formatError) }) };
  };
}

/** Answers of schemas to introspection, by its text. */
const introspections = createDerived<GraphQLSchema, Promise<ExecutionResult>>();

/** Whether a document requests the schema and nothing else, by one operation without variables. */
function isIntrospection({ definitions }: DocumentNode): boolean {
  const [operation, ...others] = definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
  return (
    others.length === 0 &&
    operation?.variableDefinitions?.length === 0 &&
    operation.selectionSet.selections.every((field) => field.kind === Kind.FIELD && field.name.value === '__schema')
  );
}

function parseDocument(text: string): DocumentNode {
  try {
    return parse(text, { maxTokens: TOKEN_LIMIT });
  } catch (error) {
    throw invalidDocument([error]);
  }
}

/** What graphql-js throws, in place of answering, is about the arguments it is given: variables that are no object. */
async function run(args: ExecutionArgs): Promise<ExecutionResult> {
  try {
    return await execute(args);
  } catch (error) {
    throw invalidExecution([error instanceof Error ? error.message : String(error)]);
  }
}

/** Directus adds a path for gateways that prefix their roots with `query_` and eight letters. */
function withPath(error: GraphQLError): GraphQLError {
  for (let token = error.nodes?.[0]?.loc?.startToken; token; token = token.prev ?? undefined) {
    if (token.kind === 'Name' && /query_[A-Za-z0-9]{8}/.test(token.value)) {
      return locatedError(error, error.nodes, [token.value]);
    }
  }
  return error;
}

/** Whoever is no administrator is told of Directus's own errors only; of any other nothing, not even where. Of several, the first. */
function formatError({ originalError, locations, path }: GraphQLError) {
  const told = originalError instanceof DirectusErrors ? originalError.errors[0] : originalError;
  if (!(told instanceof DirectusError)) return UNEXPECTED;
  const { message, code, details } = told;
  return { message, extensions: { code, ...details }, locations, path };
}
