import { type ExecutionResult, type GraphQLLeafType, isEnumType } from 'graphql';
import { createDerived } from '../../common/memo.ts';
import { errorAt, upstreamError } from '../../contract/errors.ts';
import type { FieldRequest, OperationRequest } from '../../contract/request.ts';
import { type Checks, graphLayout } from '../../response/graph-layout.ts';
import { lostField, type ResponseField, type UpstreamResponse } from '../../response/index.ts';
import type { Layout, ValueLayout } from '../../response/layout.ts';

type Selections = NonNullable<FieldRequest['selections']>;

/** Converts results of executions to upstream responses. */
export type ResponseWriter = (
  operation: OperationRequest,
  result: ExecutionResult<Record<string, unknown>>,
) => UpstreamResponse;

/** @param checks checks of values; undefined for executions in this process, whose values have the right types */
export function createResponseWriter(checks?: Checks): ResponseWriter {
  const layouts = createDerived<Selections, Layout>();

  function layoutOf(field: FieldRequest): Layout {
    const { name, selections } = field;
    const make = () => graphLayout(field, checks);
    return selections ? layouts.derive(selections, make, name) : make();
  }

  return ({ fields }, { data, errors = [] }) => {
    const keys = new Set<unknown>(fields.map(({ responseKey }) => responseKey));
    return {
      fields: fields.map((field): ResponseField => {
        const { responseKey } = field;
        const value = data?.[responseKey] ?? null;
        // An error without a field applies to every field that is null.
        const own = errors.filter(({ path: [key] = [] }) => (keys.has(key) ? key === responseKey : value === null));
        const placed = own.map((error) => errorAt(error, error.path?.slice(1) ?? []));
        if (!data || (value === null && own.length > 0)) return lostField(placed);
        return { layout: layoutOf(field), value, errors: placed };
      }),
    };
  };
}

/** Checks the values of another server's answers against the schema. */
export const checks: Checks = {
  leaf: leafOf,
  errorOf({ name }, problem) {
    if (problem === 'missing') return undefined;
    const message = `The analytics subgraph returned an invalid value for "${name}".`;
    return upstreamError('analytics', 'UPSTREAM_FAILED', message);
  },
};

/** Checks leaves. Texts of scalars that are written as text are accepted without a check of their format. */
function leafOf(type: GraphQLLeafType): Pick<ValueLayout, 'isText' | 'read'> {
  if (isEnumType(type)) return { read: (value) => unchanged(value, type.getValue(String(value)) !== undefined) };
  const isRight = (value: unknown) => type.serialize(value) === value || typeof value === 'object';
  return { isText: !NUMBERS.includes(type.name), read: (value) => unchanged(value, isRight(value)) };
}

const NUMBERS = ['Int', 'Float', 'Boolean'];

function unchanged(value: unknown, isRight: boolean): unknown {
  if (isRight) return value;
  throw new TypeError('The type cannot have this value.');
}
