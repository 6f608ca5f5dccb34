import { parseSelectionSet } from '@graphql-tools/utils';
import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  parse,
  validate,
  visit,
} from 'graphql';
import { createLogger } from 'graphql-yoga';
import { createMaskError } from '../../../gateway/errors.ts';
import { eventFields, type SubscriptionEvent } from '../../../gateway/events/index.ts';
import { cutFor } from '../../../gateway/graph/audiences.ts';
import { plainDocument } from '../../../gateway/graph/plain-document.ts';
import { SCOPES } from '../../../gateway/graph/scopes.ts';
import type { Link, LocatedLink } from '../../../gateway/links/link.ts';
import { usableLinks } from '../../../gateway/links/usable.ts';
import type { Upstream } from '../../../subgraphs/contract/upstream.ts';
import type { GraphContext } from './context.ts';
import { stitch } from './schema.ts';

/** An operation, as a client sends it. */
export interface Sent {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly operationName?: string | undefined;
}

/** As the gateway has it by default. */
const REQUEST_TIMEOUT_MS = 30_000;

/** Answers operations of staff as JSON: by stitching, which defines what they mean. */
export type Stitched = (sent: Sent, event?: SubscriptionEvent) => Promise<ExecutionResult>;

/**
 * The reference that plans are held to: GraphQL's own algorithm over resolvers that delegate to the same upstreams.
 * @param upstreams those of a gateway of its own, so that neither shares what the other is sent
 */
export function createStitched(upstreams: readonly Upstream[], links: readonly (Link | LocatedLink)[]): Stitched {
  const schema = schemaOf(upstreams, links);
  const maskError = createMaskError(createLogger('silent'));
  return async ({ query, variables = {}, operationName }, event) => {
    const document = parse(query);
    const operation = getOperationAST(document, operationName);
    if (!operation) throw new Error('There is no such operation.');
    const { coerced, errors: unfit } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
    const invalid = validate(schema, document).map(invalidDocument);
    if (invalid.length > 0 || !coerced) return resultOf(undefined, invalid.length > 0 ? invalid : unfit);
    const contextValue: GraphContext = {
      upstream: { caller: { audience: 'internal' }, deadline: performance.now() + REQUEST_TIMEOUT_MS },
    };
    const { data, errors } = await execute({
      schema,
      document: withoutEmptySelections(plainDocument(schema, document, operation, coerced)),
      rootValue: event,
      contextValue,
      variableValues: variables,
    });
    return resultOf(data, errors);
  };

  function resultOf(data: ExecutionResult['data'], errors: readonly GraphQLError[] | undefined): ExecutionResult {
    const masked = errors?.map((error) => maskError(error));
    return JSON.parse(JSON.stringify({ data, ...(masked && { errors: masked }) }));
  }
}

/** A skipped field, for an object without requested fields: a selection set may not be empty. */
const NOTHING = parseSelectionSet('{ __typename @skip(if: true) }');

/** Stitching leaves out a field of which nothing is selected. */
function withoutEmptySelections(document: DocumentNode): DocumentNode {
  return visit(document, {
    SelectionSet: ({ selections }) => (selections.length > 0 ? undefined : NOTHING),
  });
}

/** As Yoga reports it. */
function invalidDocument({ message, nodes }: GraphQLError): GraphQLError {
  return new GraphQLError(message, { nodes: nodes ?? null, extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } });
}

function schemaOf(upstreams: readonly Upstream[], links: readonly (Link | LocatedLink)[]): GraphQLSchema {
  const usable = usableLinks(upstreams, links).links;
  const lookups = upstreams.flatMap((upstream) => upstream.lookups.map((lookup) => `Query.${lookup}`));
  const lists = usable.flatMap((link) => ('list' in link ? [link.list] : []));
  return cutFor('internal', new Set(SCOPES), stitch(upstreams, usable, eventFields(upstreams)), lookups, {
    lists,
    filters: [],
  });
}
