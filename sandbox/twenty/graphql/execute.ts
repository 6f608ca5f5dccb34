import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
  type SelectionNode,
  valueFromASTUntyped,
} from 'graphql';
import { badRequest, type TwentyError, toTwentyError } from '../errors.ts';
import type { Root } from '../model/roots.ts';
import type { Workspace } from '../store/store.ts';
import { answerBySchema, answerStranger } from './by-schema.ts';
import type { TwentyAnswer, TwentyRequest } from './request.ts';
import { resolveRoot } from './resolve.ts';
import { type Fragments, readSelection } from './selection.ts';
import type { Throttle } from './throttle.ts';

const MAX_ROOT_FIELDS = 20;

/** A document of several operations, none of them named: Twenty breaks on it before GraphQL is reached. */
export class AmbiguousOperation extends Error {
  override readonly name = 'AmbiguousOperation';
}

/** A workspace that is served. */
export interface Service {
  readonly workspace: Workspace;
  /** Called for every root field of the workspace's objects: Twenty counts each as a request. */
  readonly throttle: Throttle;
}

/**
 * Answers a request: fields of the workspace's objects straight from the syntax tree, everything else (introspection,
 * unknown fields) by the schema, and never both in one request.
 * @param service undefined for a caller without a token
 * @throws AmbiguousOperation
 */
export function execute(service: Service | undefined, request: TwentyRequest): TwentyAnswer {
  const document = parseDocument(request.query);
  if (document instanceof GraphQLError) return { errors: [document] };
  const operation = findOperation(document, request.operationName);
  if (!service) return answerStranger(document, request);
  const { model } = service.workspace;
  const fragments = new Map(fragmentsOf(document).map((fragment) => [fragment.name.value, fragment]));
  const fields = operation ? rootFields(operation, fragments) : [];
  if (operation?.operation === OperationTypeNode.SUBSCRIPTION) {
    const { errors } = answerBySchema(model.schema, document, request);
    return errors ? { errors } : {};
  }
  const known = fields.flatMap((node) => {
    const root = model.roots.get(node.name.value);
    return root ? [{ node, root }] : [];
  });
  if (known.length === 0) return answerBySchema(model.schema, document, request);
  if (known.length < fields.length) {
    // Of `__schema` next to an object's field Twenty is not known to do better than of `__typename`.
    const message = 'This query cannot be executed as a single request. Please split it into separate queries.';
    return { errors: [badRequest(message)] };
  }
  const error = refusal(fields);
  if (error) return { data: {}, errors: [error] };
  return resolveAll(service, known, fragments, request.variables, operation?.operation === OperationTypeNode.MUTATION);
}

/** The document, or the error of a query that is none. */
function parseDocument(query: string): DocumentNode | GraphQLError {
  try {
    return parse(query);
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

function findOperation(document: DocumentNode, name: string | undefined): OperationDefinitionNode | undefined {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (name) return operations.find((operation) => operation.name?.value === name);
  if (operations.length > 1) throw new AmbiguousOperation('Several operations and no operationName');
  return operations[0];
}

function fragmentsOf(document: DocumentNode): FragmentDefinitionNode[] {
  return document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
}

/** Root fields, those of fragments one level deep; their directives are not looked at. */
function rootFields(operation: OperationDefinitionNode, fragments: Fragments): FieldNode[] {
  return operation.selectionSet.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    return fragment?.selectionSet.selections.filter(isField) ?? [];
  });
}

function isField(selection: SelectionNode): selection is FieldNode {
  return selection.kind === Kind.FIELD;
}

function refusal(fields: readonly FieldNode[]): TwentyError | undefined {
  if (fields.length > MAX_ROOT_FIELDS) {
    return badRequest(
      `Query too complex - Too many root resolvers requested: ${fields.length} - Maximum allowed root resolvers: ${MAX_ROOT_FIELDS}`,
    );
  }
  const names = fields.map((field) => field.name.value);
  const duplicate = names.find((name, index) => names.indexOf(name) < index);
  return duplicate === undefined ? undefined : badRequest(`Duplicate root resolver: "${duplicate}"`);
}

interface Target {
  readonly node: FieldNode;
  readonly root: Root;
}

/** Twenty runs mutations side by side. Here the last comes first, so that nobody comes to rely on their order. */
function resolveAll(
  { workspace, throttle }: Service,
  targets: readonly Target[],
  fragments: Fragments,
  variables: TwentyRequest['variables'],
  isMutation: boolean,
): TwentyAnswer {
  const data: Record<string, unknown> = {};
  const errors: TwentyError[] = [];
  for (const { node, root } of isMutation ? targets.toReversed() : targets) {
    const responseKey = node.alias?.value ?? node.name.value;
    try {
      throttle();
      const selection = readSelection(node.selectionSet, fragments);
      data[responseKey] = resolveRoot(workspace, root, readRootArguments(node, variables), selection);
    } catch (error) {
      data[responseKey] = null;
      errors.push(toTwentyError(error));
    }
  }
  return errors.length > 0 ? { data, errors } : { data };
}

/** Variables stand as they were sent, defaults of the operation are not looked at, and null is as good as nothing. */
function readRootArguments(node: FieldNode, variables: TwentyRequest['variables']): Record<string, unknown> {
  const args: Record<string, unknown> = {};
  for (const { name, value } of node.arguments ?? []) {
    const given = valueFromASTUntyped(value, variables);
    if (given !== undefined && given !== null) args[name.value] = given;
  }
  return args;
}
