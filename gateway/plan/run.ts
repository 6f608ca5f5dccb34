import { GraphQLError, type GraphQLSchema, OperationTypeNode, type VariableDefinitionNode } from 'graphql';
import type { JsonObject } from '../../subgraphs/json.ts';
import type { FieldRequest } from '../../subgraphs/request.ts';
import type { Upstream, UpstreamContext } from '../../subgraphs/upstream.ts';
import { createVariables } from './bind.ts';
import type { Place, Values } from './emit.ts';
import { errorAt } from './errors.ts';
import type { Foresight, LookupArguments } from './foresight.ts';
import type { BindField, Continuation, Edge, LookupStep, Plan, UpstreamVariables } from './plan.ts';

/** What a plan is run with: everything that is of one request. */
export interface PlanRequest {
  /** As the client sent them. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** Coerced by the graph's schema, with their defaults. */
  readonly coerced: Readonly<Record<string, unknown>>;
  readonly context: UpstreamContext;
  /** By which waves are asked for before they are needed; without, none is. */
  readonly foresight?: Foresight | undefined;
  /** Told of each lookup that was foreseen. */
  readonly onForeseen?: ((isRight: boolean) => void) | undefined;
}

/** One run of a plan. */
export interface Run {
  readonly coerced: PlanRequest['coerced'];
  /** Notes what went wrong, at every place of the response that it cost. */
  fail(error: GraphQLError, places: readonly Place[]): void;
  /** Asks an upstream for fields, each under a key of its own. */
  ask(upstream: Upstream, fields: readonly AskedField[]): Promise<Arrived>;
  /** Asks for the heads of a lookup: or has asked already, where they were foreseen. */
  lookUp(step: LookupStep, args: LookupArguments): Promise<Arrived>;
  /** Follows the links that lead away from values that came, and writes the response for them. */
  readonly proceed: Proceed;
}

/** A field that is asked for: bound when it is, so that what is wrong with its arguments costs this field alone. */
export interface AskedField {
  readonly key: string;
  readonly bind: BindField;
  /** Those that a link gives; undefined: the client's own. */
  readonly args?: Readonly<Record<string, unknown>>;
}

/** What came of what was asked. */
export interface Arrived {
  readonly data: JsonObject;
  /** Their paths begin with a field's key, where they have any. */
  readonly errors: readonly GraphQLError[];
}

/** Where in the response the nth value of a head stands: at several places where several parents lead to it. */
export type PlacesOf = (head: number, nth: number) => readonly Place[];

/** A link, and the parents whose field it is. */
export interface LinkParents {
  readonly edge: Edge;
  readonly parents: readonly JsonObject[];
  /** Where each parent's field stands in the response. Only errors need to know. */
  fields(): readonly (readonly Place[])[];
}

export type Proceed = (run: Run, step: Continuation, values: Values, placesOf: PlacesOf) => Promise<Values>;

/** @param errors where what goes wrong is noted */
export function createRun({ operation }: Plan, request: PlanRequest, errors: GraphQLError[], proceed: Proceed): Run {
  const { coerced, context } = request;
  const variablesOf = variablesBySchema(operation.variableDefinitions ?? [], request);

  async function ask(upstream: Upstream, asked: readonly AskedField[]): Promise<Arrived> {
    const ofUpstream = variablesOf(upstream.schema);
    const refused: GraphQLError[] = [];
    const fields: FieldRequest[] = [];
    for (const { key, bind, args } of asked) {
      try {
        const field = bind(ofUpstream, args);
        fields.push(field.responseKey === key ? field : { ...field, responseKey: key });
      } catch (error) {
        if (!(error instanceof GraphQLError)) throw error;
        refused.push(new GraphQLError(error.message, { extensions: error.extensions, path: [key] }));
      }
    }
    if (fields.length === 0) return { data: {}, errors: refused };
    const { data, errors = NONE } = await upstream.answer({ type: OperationTypeNode.QUERY, fields }, context);
    return { data: data ?? {}, errors: refused.length > 0 ? [...refused, ...errors] : errors };
  }

  return {
    coerced,
    proceed,
    fail(error, places) {
      for (const place of places) errors.push(errorAt(operation, error, place));
    },
    ask,
    lookUp({ upstream, heads }, args) {
      const asked: AskedField[] = [];
      for (const [head, { key, bind }] of heads.entries()) {
        const given = args[head];
        if (given) asked.push({ key, bind, args: given });
      }
      return ask(upstream, asked);
    },
  };
}

const NONE: readonly GraphQLError[] = [];

function variablesBySchema(definitions: readonly VariableDefinitionNode[], { variables, coerced }: PlanRequest) {
  const variablesOf = createVariables(definitions, variables, coerced);
  const known = new Map<GraphQLSchema, UpstreamVariables>();
  return (schema: GraphQLSchema): UpstreamVariables => {
    const ofSchema = known.get(schema) ?? variablesOf(schema);
    known.set(schema, ofSchema);
    return ofSchema;
  };
}
