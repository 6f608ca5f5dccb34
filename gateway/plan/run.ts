import { GraphQLError, type GraphQLSchema, OperationTypeNode, type VariableDefinitionNode } from 'graphql';
import { isSame, type JsonObject } from '../../subgraphs/json.ts';
import type { PlainField } from '../../subgraphs/layout.ts';
import type { FieldRequest } from '../../subgraphs/request.ts';
import type { Came, Upstream, UpstreamContext } from '../../subgraphs/upstream.ts';
import { createVariables } from './bind.ts';
import type { Place, Values } from './emit.ts';
import { errorAt } from './errors.ts';
import type { Foresight } from './foresight.ts';
import type { Keyed } from './keys.ts';
import type { BindField, Continuation, Edge, LookupStep, Plan, Question, UpstreamVariables } from './plan.ts';

/** What a plan is run with: everything that is of one request. */
export interface PlanRequest {
  /** As the client sent them. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** Coerced by the graph's schema, with their defaults. */
  readonly coerced: Readonly<Record<string, unknown>>;
  readonly context: UpstreamContext;
  /** By which waves are asked for before they are needed; without, none is. */
  readonly foresight?: Foresight | undefined;
  /** Told of each lookup, and each question of a located link, that was foreseen. */
  readonly onForeseen?: ((isRight: boolean) => void) | undefined;
}

/** One run of a plan. */
export interface Run {
  readonly coerced: PlanRequest['coerced'];
  /** Notes what went wrong, at every place of the response that it cost. */
  fail(error: GraphQLError, places: readonly Place[]): void;
  /** Asks an upstream for fields, each under a key of its own. What was asked for before is not again. */
  ask(upstream: Upstream, fields: readonly AskedField[], type?: OperationTypeNode): Promise<Arrival>;
  /** Asks for the heads of a lookup, by the keys of each: or has asked already, where they were foreseen. */
  lookUp(step: LookupStep, keyed: readonly Keyed[]): Promise<Arrival>;
  /** Puts a question with each of these arguments: `questionKey` says under which key the nth is answered. */
  put(question: Question, args: QuestionArguments): Promise<Arrival>;
  /** The keys by which a lookup was foreseen. */
  foreseen(step: LookupStep): readonly Keyed[] | undefined;
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

/** What came of what was asked: of each field as it came, in their order, where nothing is known to be wrong. */
export interface Arrival {
  readonly plain?: readonly PlainField[] | undefined;
  /** Reads it with care. */
  read(): Arrived;
}

/** What came, read. */
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
  /** What the link needs of each, under the names that it knows. */
  readonly parents: readonly JsonObject[];
  /** Where each parent's field stands in the response. Only errors need to know. */
  fields(): readonly (readonly Place[])[];
}

export type Proceed = (run: Run, step: Continuation, values: Values, placesOf: PlacesOf) => Promise<Values>;

/** What the heads of a lookup are asked with, keys included; undefined for a head that nothing is asked for. */
export type LookupArguments = readonly (Readonly<Record<string, unknown>> | undefined)[];

/** What a question is put with, each time. */
export type QuestionArguments = readonly JsonObject[];

/** The key of the answer to a question's nth arguments. */
export const questionKey = (nth: number): string => `q${nth}`;

/** A run that foresees nothing by itself. */
export interface PlainRun extends Run {
  /** Asks for the heads of a lookup with these arguments. */
  askFor(step: LookupStep, args: LookupArguments): Promise<Arrival>;
}

/** @param errors where what goes wrong is noted */
export function createRun(plan: Plan, request: PlanRequest, errors: GraphQLError[], proceed: Proceed): PlainRun {
  const { operation } = plan;
  const { coerced, context } = request;
  const variablesOf = variablesBySchema(operation.variableDefinitions ?? [], request);

  const before: Asked[] = [];

  function ask(
    upstream: Upstream,
    asked: readonly AskedField[],
    type: OperationTypeNode = OperationTypeNode.QUERY,
  ): Promise<Arrival> {
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
    if (fields.length === 0) return Promise.resolve({ read: () => ({ data: {}, errors: refused }) });
    const came = find(upstream, fields) ?? upstream.ask({ type, fields }, context);
    before.push({ upstream, fields, came });
    return came.then(({ plain, read }) => ({
      plain: refused.length > 0 ? undefined : plain,
      read() {
        const { data, errors = NONE } = read();
        return { data: data ?? {}, errors: refused.length > 0 ? [...refused, ...errors] : errors };
      },
    }));
  }

  function find(upstream: Upstream, fields: readonly FieldRequest[]): Promise<Came> | undefined {
    return before.find((asked) => asked.upstream === upstream && areSame(asked.fields, fields))?.came;
  }

  function askFor({ upstream, heads }: LookupStep, args: LookupArguments): Promise<Arrival> {
    const asked: AskedField[] = [];
    for (const [head, { key, bind }] of heads.entries()) {
      const given = args[head];
      if (given) asked.push({ key, bind, args: given });
    }
    return ask(upstream, asked);
  }

  return {
    coerced,
    proceed,
    fail(error, places) {
      for (const place of places) errors.push(errorAt(operation, error, place));
    },
    ask,
    put: ({ upstream, bind }, args) =>
      ask(
        upstream,
        args.map((given, nth) => ({ key: questionKey(nth), bind, args: given })),
      ),
    askFor,
    lookUp: (step, keyed) => askFor(step, argumentsOf(keyed)),
    foreseen: () => undefined,
  };
}

/** What heads are asked with, by the keys of each. */
export function argumentsOf(keyed: readonly Keyed[]): LookupArguments {
  return keyed.map(({ lookupArgs }) => lookupArgs);
}

/** What has been asked for in a run. */
interface Asked {
  readonly upstream: Upstream;
  readonly fields: readonly FieldRequest[];
  readonly came: Promise<Came>;
}

function areSame(some: readonly FieldRequest[], others: readonly FieldRequest[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ responseKey, definition, selections, args }, nth) => {
      const other = others[nth];
      const isAlike =
        other?.responseKey === responseKey && other.definition === definition && other.selections === selections;
      return isAlike && isSame(args, other.args);
    })
  );
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
