import { GraphQLError, OperationTypeNode } from 'graphql';
import { type FieldRequest, withoutPrototype } from '../../../subgraphs/contract/request.ts';
import type { Upstream, UpstreamContext } from '../../../subgraphs/contract/upstream.ts';
import { lostField, type ResponseField } from '../../../subgraphs/response/index.ts';
import type { LookupCache } from '../../cache/lookups.ts';
import { createVariables } from '../compile/bind.ts';
import { locateError, type ResponsePath } from '../errors.ts';
import type { BindField, Plan, UpstreamVariables } from '../plan.ts';
import { failed, reportIn, type ValueError } from '../read/failed-value.ts';
import type { IncrementalDelivery } from './delivery.ts';

/** The data of one request that a plan runs with. */
export interface PlanRequest {
  /** As the client sent them. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** Coerced by the graph's schema, with their defaults. */
  readonly coerced: Readonly<Record<string, unknown>>;
  readonly context: UpstreamContext;
  /** Whether to load the link keys of the last run before they are needed. */
  readonly prefetch?: boolean;
  /** The cache of lookups by key. Undefined: nothing is cached. */
  readonly lookups?: LookupCache | undefined;
  /** Delivers the response in parts. Undefined: the response is whole. */
  readonly delivery?: IncrementalDelivery | undefined;
}

/** One run of a plan. */
export type Run = ReturnType<typeof createRun>;

/** A field to request, under its own key. */
export interface RequestedField {
  readonly key: string;
  readonly bind: BindField;
  /** Arguments of a link. Undefined: the client's arguments. */
  readonly args?: Readonly<Record<string, unknown>>;
  /** The values of its filters across links. Undefined: it has none. */
  readonly filters?: FilterValues | GraphQLError | undefined;
}

/** The own filters of lists with filters across links, by variable. */
export type FilterValues = Readonly<Record<string, unknown>>;

/** Creates a run of a plan. @param errors receives the errors of the response */
export function createRun(plan: Plan, request: PlanRequest, errors: GraphQLError[]) {
  const { operation } = plan;
  const { variables, coerced, context, lookups, delivery } = request;
  const variablesOf = createVariables(operation.variableDefinitions ?? [], variables, coerced);
  let hasFailed = false;
  const report = (error: GraphQLError, path: ResponsePath): void =>
    void errors.push(locateError(operation, error, path));
  return {
    coerced,
    caller: context.caller,
    delivery,
    /** Reports an error of the response. */
    report,
    /** Whether an error is reported at a path or below it. */
    isReported: (path: ResponsePath) => errors.some((error) => path.every((key, nth) => error.path?.[nth] === key)),
    /** Wraps a value with errors: see `FailedValue`. */
    fail(value: unknown, own: readonly ValueError[]): unknown {
      hasFailed ||= own.length > 0;
      return failed(value, own);
    },
    /** Completes a value whose links are followed: reports the errors in it. */
    complete: (value: unknown, path: ResponsePath, to = report) => (hasFailed ? reportIn(value, path, to) : value),
    /** The client's variables, coerced by the upstream's schema. */
    variables: (upstream: Upstream) => variablesOf(upstream.schema),
    /** Fills in variables. @returns an error for invalid arguments or filters, which affects only this field */
    bind: (upstream: Upstream, field: RequestedField) => bindField(field, variablesOf(upstream.schema)),
    /** Finds the cached part of a lookup. @param keys the argument that takes its keys */
    cached: (upstream: Upstream, field: FieldRequest, keys: string) => lookups?.find(upstream, field, keys, context),
    /** Requests fields of an upstream in one operation. @returns the answer of each field; an error makes it null */
    async fetch(
      upstream: Upstream,
      requested: readonly (FieldRequest | GraphQLError)[],
      type = OperationTypeNode.QUERY,
    ): Promise<readonly ResponseField[]> {
      const fields = requested.filter(isBound);
      const response = fields.length > 0 ? await upstream.fetch({ type, fields }, context) : undefined;
      if (type === OperationTypeNode.MUTATION) lookups?.forgetWritten(upstream);
      if (response && fields.length === requested.length) return response.fields;
      let nth = 0;
      return requested.map((field) =>
        field instanceof GraphQLError ? lostField([field]) : (response?.fields[nth++] ?? lostField([])),
      );
    },
  };
}

const isBound = (field: FieldRequest | GraphQLError): field is FieldRequest => !(field instanceof GraphQLError);

function bindField(
  { key, bind, args, filters }: RequestedField,
  variables: UpstreamVariables,
): FieldRequest | GraphQLError {
  if (filters instanceof GraphQLError) return filters;
  return orError(() => {
    const field = bind(filters ? () => withoutPrototype(variables(), filters) : variables, args);
    return field.responseKey === key ? field : { ...field, responseKey: key };
  });
}

/** Returns a value, or the error that reading it throws: BAD_USER_INPUT where graphql-js throws it, without a place. */
export function orError<Value>(read: () => Value): Value | GraphQLError {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return new GraphQLError(error.message, { extensions: { code: 'BAD_USER_INPUT', ...error.extensions } });
  }
}
