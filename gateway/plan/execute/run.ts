import { GraphQLError, type GraphQLSchema, OperationTypeNode, type VariableDefinitionNode } from 'graphql';
import type { FieldRequest } from '../../../subgraphs/request.ts';
import { lostField, type ResponseField } from '../../../subgraphs/response/index.ts';
import type { Upstream, UpstreamContext } from '../../../subgraphs/upstream.ts';
import { createVariables } from '../compile/bind.ts';
import { errorAt, type Place } from '../errors.ts';
import type { BindField, Plan, Question, QuestionArguments, UpstreamVariables } from '../plan.ts';
import type { PrefetchHistory } from './prefetch-history.ts';

/** What a plan is run with: everything that is of one request. */
export interface PlanRequest {
  /** As the client sent them. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** Coerced by the graph's schema, with their defaults. */
  readonly coerced: Readonly<Record<string, unknown>>;
  readonly context: UpstreamContext;
  /** Where the keys of links are stored, to be loaded before they are needed. Undefined: none are. */
  readonly prefetch?: PrefetchHistory | undefined;
  /** Called for each lookup, and each question of a located link, that was prefetched. */
  readonly onPrefetch?: ((isHit: boolean) => void) | undefined;
}

/** One run of a plan. */
export interface Run {
  readonly coerced: PlanRequest['coerced'];
  /** Reports an error at every place of the response that it cost. */
  report(error: GraphQLError, places: readonly Place[]): void;
  /** Asks an upstream for fields, each under a key of its own: in one operation. */
  ask(
    upstream: Upstream,
    fields: readonly RequestedField[],
    type?: OperationTypeNode,
  ): Promise<readonly ResponseField[]>;
}

/** A field that is requested: bound when it is, so that what is wrong with its arguments costs this field alone. */
export interface RequestedField {
  readonly key: string;
  readonly bind: BindField;
  /** Those that a link gives; undefined: the client's own. */
  readonly args?: Readonly<Record<string, unknown>>;
}

/** Puts a question with each of these arguments. */
export function put(
  run: Run,
  { upstream, bind }: Question,
  args: QuestionArguments,
): Promise<readonly ResponseField[]> {
  return run.ask(
    upstream,
    args.map((given, nth) => ({ key: `q${nth}`, bind, args: given })),
  );
}

/** @param errors where those of the response are added */
export function createRun(plan: Plan, request: PlanRequest, errors: GraphQLError[]): Run {
  const { operation } = plan;
  const { coerced, context } = request;
  const variablesOf = variablesBySchema(operation.variableDefinitions ?? [], request);
  return {
    coerced,
    report(error, places) {
      for (const place of places) errors.push(errorAt(operation, error, place));
    },
    async ask(upstream, requested, type = OperationTypeNode.QUERY) {
      const variables = variablesOf(upstream.schema);
      const bound = requested.map((field) => bindField(field, variables));
      const fields = bound.flatMap((field) => (field instanceof GraphQLError ? [] : [field]));
      const response = fields.length > 0 ? await upstream.ask({ type, fields }, context) : undefined;
      if (response && fields.length === bound.length) return response.fields;
      let nth = 0;
      return bound.map((field) =>
        field instanceof GraphQLError ? lostField([field]) : (response?.fields[nth++] ?? lostField([])),
      );
    },
  };
}

function bindField({ key, bind, args }: RequestedField, variables: UpstreamVariables): FieldRequest | GraphQLError {
  try {
    const field = bind(variables, args);
    return field.responseKey === key ? field : { ...field, responseKey: key };
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return new GraphQLError(error.message, { extensions: error.extensions });
  }
}

function variablesBySchema(definitions: readonly VariableDefinitionNode[], { variables, coerced }: PlanRequest) {
  const variablesOf = createVariables(definitions, variables, coerced);
  const known = new Map<GraphQLSchema, UpstreamVariables>();
  return (schema: GraphQLSchema): UpstreamVariables => {
    const ofSchema = known.get(schema) ?? variablesOf(schema);
    known.set(schema, ofSchema);
    return ofSchema;
  };
}
