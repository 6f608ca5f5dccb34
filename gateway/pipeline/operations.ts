import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  NoSchemaIntrospectionCustomRule,
  type OperationDefinitionNode,
  specifiedRules,
  validate,
} from 'graphql';
import { nodeBytes } from '../../subgraphs/common/estimate.ts';
import { createDerived, createMemo, type Memo } from '../../subgraphs/common/memo.ts';
import { directivesIn, variablesIn } from '../../subgraphs/common/syntax.ts';
import { variableValues, withoutPrototype } from '../../subgraphs/contract/request.ts';
import { DEFER_RULES } from '../documents/defer-rules.ts';
import { FiniteFloatsRule } from '../documents/finite-floats.ts';
import { parseDocument } from '../documents/parse-document.ts';
import { type Documents, sha256 } from '../documents/persisted-documents.ts';
import { requestError } from '../errors.ts';
import type { Audience } from '../graph/audiences.ts';
import { plainDocument } from '../graph/plain-document.ts';
import type { Bounds } from '../limits/bounds.ts';
import { compilingCost, costOf, decidingVariables, variablesCost, variantKey } from '../limits/cost.ts';
import { PARSING } from '../limits/cost-weights.ts';
import { checkBytes, excessesOf } from '../limits/document-bounds.ts';
import type { OperationFacts } from '../observe/record.ts';
import { type Deferral, type Plan, type PlanOf, planBytes, planDeferral } from '../plan/index.ts';

/** An operation that is parsed, validated by a schema, and checked against the bounds of the schema's audience. */
export interface PreparedOperation {
  readonly node: OperationDefinitionNode;
  readonly document: DocumentNode;
  readonly facts: OperationFacts;
  /** The errors that prevent its execution; undefined where it has none. */
  readonly refusal: AggregateError | undefined;
  /**
   * Coerces variables, and finds the operation's variant for them.
   * @throws AggregateError of GraphQLErrors, for invalid variables; GraphQLError for a null in a directive
   */
  withVariables(variables: Readonly<Record<string, unknown>>): Bound;
}

/** An operation with the variables of one request. */
export interface Bound extends Variant {
  /** The variables, coerced by the schema, with defaults. */
  readonly coerced: Readonly<Record<string, unknown>>;
  /** The cost, in points: see limits/cost.ts. */
  readonly cost: number;
}

/** The part that is the same for all values of the variables that no directive uses. */
interface Variant {
  /** The operation in its plainest form. */
  readonly plain: DocumentNode;
  readonly plan: Plan;
  /** The delivery of the answer in parts; undefined where the answer is whole. */
  readonly deferral: Deferral | undefined;
}

/** The schema, audience and compiler of plans with which an operation is read. */
export interface OperationContext {
  readonly schema: GraphQLSchema;
  readonly audience: Audience;
  readonly planOf: PlanOf;
}

/** Reads operations, and caches them while they are used. */
export type Operations = ReturnType<typeof createOperations>;

export interface OperationsOptions {
  readonly bounds: Readonly<Record<Audience, Bounds>>;
  /** Trusted documents, whose names may be labels of metrics because they are few. */
  readonly trusted: Documents;
}

/** Takes points from the sender's quota. */
type Pay = (points: number) => Promise<void>;

/**
 * Creates the cache of operations: by generation, whose plans they have, and by schema, as audiences differ in permitted
 * fields and document bounds. Generations may have the same schema.
 */
export function createOperations({ bounds, trusted }: OperationsOptions) {
  const byGeneration = createDerived<PlanOf, Memo<PreparedOperation>>();
  /** The largest bound stops the parser; `excessesOf` checks the audience's own bound with a better message. */
  const maxTokens = Math.max(...Object.values(bounds).map(({ tokens }) => tokens));
  const documents = createMemo<DocumentNode>();

  async function readNew(text: string, own: Bounds, pay: Pay): Promise<DocumentNode> {
    checkBytes(text, own);
    await pay(PARSING);
    const document = parsed(text, maxTokens);
    documents.set(text, document, nodeBytes(document));
    return document;
  }

  return {
    /** Returns a cached operation; undefined where it is not cached. */
    known: ({ schema, planOf }: OperationContext, text: string, operationName: string | undefined) =>
      byGeneration.get(planOf, schema)?.get(keyOf(text, operationName)),
    /**
     * Reads an operation, and caches it. The cost of a new document is taken before parsing, and that of each of its operations
     * before validation: a sender without quota takes no processor time.
     * @param pay takes points from the sender's quota; its errors are thrown
     * @throws GraphQLError DOCUMENT_TOO_LARGE, GRAPHQL_PARSE_FAILED, OPERATION_RESOLUTION_FAILURE, HTTP 400
     */
    async read(scope: OperationContext, text: string, operationName: string | undefined, pay: Pay) {
      const own = bounds[scope.audience];
      const document = documents.get(text) ?? (await readNew(text, own, pay));
      if (excessesOf(document, own).length === 0) await pay(compilingCost(document));
      const node = getOperationAST(document, operationName);
      if (!node) throw requestError(400, 'OPERATION_RESOLUTION_FAILURE', unresolved(operationName));
      const hash = sha256(text);
      const operation: PreparedOperation = {
        node,
        document,
        facts: { name: node.name?.value ?? null, hash, isTrusted: trusted.has(hash) },
        refusal: refusalOf(scope.schema, document, node, own),
        withVariables: createWithVariables(scope, document, node),
      };
      const ofSchema = byGeneration.derive(scope.planOf, () => createMemo(), scope.schema);
      ofSchema.set(keyOf(text, operationName), operation, nodeBytes(document));
      return operation;
    },
  };
}

/** Returns a unique key: no name contains an equals sign, and no document begins with one. */
const keyOf = (text: string, name: string | undefined): string => (name === undefined ? text : `=${name}=${text}`);

const unresolved = (name: string | undefined): string =>
  name === undefined
    ? 'The document has no operation, or several: give the name of one as operationName.'
    : `The document has no operation "${name}" (operationName).`;

function parsed(text: string, maxTokens: number): DocumentNode {
  try {
    return parseDocument(text, maxTokens);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const { message, nodes = null, source = null, positions = null } = error;
    const extensions = { code: 'GRAPHQL_PARSE_FAILED', http: BAD_REQUEST };
    throw new GraphQLError(message, { nodes, source, positions, extensions });
  }
}

/** HTTP 400, or 200 for a client that accepts only application/json, as GraphQL over HTTP specifies. */
const BAD_REQUEST = { status: 400, spec: true };

/** Validates a document. A document that exceeds its audience's bounds is not validated, which could take long. */
function refusalOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  node: OperationDefinitionNode,
  bounds: Bounds,
): AggregateError | undefined {
  const excesses = excessesOf(document, bounds);
  const rules = [...specifiedRules, ...DEFER_RULES, FiniteFloatsRule];
  if (!bounds.introspection) rules.push(NoSchemaIntrospectionCustomRule);
  const errors = excesses.length > 0 ? excesses : [...validate(schema, document, rules)];
  // No rule of graphql-js checks this.
  if (!schema.getRootType(node.operation)) errors.push(noRoot(node));
  if (errors.length === 0) return undefined;
  return new AggregateError(
    errors.map(({ message, nodes = null, extensions }) => {
      const own = { code: 'GRAPHQL_VALIDATION_FAILED', http: BAD_REQUEST, ...extensions };
      return new GraphQLError(message, { nodes, extensions: own });
    }),
  );
}

function noRoot(node: OperationDefinitionNode): GraphQLError {
  const message = `Your schema has no ${node.operation}s: send the credential of a caller who has them.`;
  return new GraphQLError(message, { nodes: node });
}

/** How many errors of variables are reported: each costs a search for similar names, which no points pay. */
const MAX_ERRORS = 10;

function createWithVariables(
  { schema, planOf }: OperationContext,
  document: DocumentNode,
  node: OperationDefinitionNode,
) {
  const variants = createMemo<Variant>();
  const costs = createMemo<number>();
  const directives = directivesIn(document);
  const conditions = variablesIn(directives);
  const defers = directives.some(({ name }) => name.value === 'defer');
  const deciding = decidingVariables(document);

  function makeVariant(coerced: Bound['coerced']): Variant {
    const plain = plainDocument(schema, document, node, coerced);
    const plan = planOf(schema, plain);
    const written = { schema, document, node, variables: coerced };
    return { plain, plan, deferral: defers ? planDeferral(written, plan) : undefined };
  }

  const bytesOf = ({ plain, deferral }: Variant) => planBytes(plain) + (deferral ? nodeBytes(document) : 0);

  return (variables: Readonly<Record<string, unknown>>): Bound => {
    const values = variableValues(schema, node.variableDefinitions ?? [], variables, { maxErrors: MAX_ERRORS });
    if (!values.coerced) throw new AggregateError(values.errors.slice(0, MAX_ERRORS));
    const coerced = withoutPrototype(values.coerced);
    const variant = variants.of(variantKey(conditions, coerced), () => makeVariant(coerced), bytesOf);
    const price = () => costOf(schema, document, node, coerced);
    const cost = costs.of(variantKey(deciding, coerced), price, () => 0) + variablesCost(coerced);
    return { ...variant, coerced, cost };
  };
}
