import {
  type ExecutionResult,
  type GraphQLError,
  type GraphQLLeafType,
  type GraphQLOutputType,
  isEnumType,
  isListType,
  isNonNullType,
} from 'graphql';
import { upstreamError } from '../errors.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import type { FieldRequest, OperationRequest } from '../request.ts';

/** Who answered: by name, and as a person says it. */
export interface Answerer {
  readonly name: string;
  readonly label: string;
}

type Result = ExecutionResult<Record<string, unknown>>;

/**
 * Holds an answer to what was asked, as GraphQL's execution would have: a value that is none of its type's is null, with an
 * error at its path.
 */
export function complete({ fields }: OperationRequest, result: Result, answerer: Answerer): Result {
  const { data } = result;
  if (!data) return result;
  const errors: GraphQLError[] = [...(result.errors ?? [])];
  const wrong = (path: Path, field: FieldRequest): null => {
    const message = `${answerer.label} gave a value for "${field.name}" that it cannot have.`;
    errors.push(upstreamError(answerer.name, 'UPSTREAM_FAILED', message, { path }));
    return null;
  };
  const entries = fields.map((field): [string, unknown] => [
    field.responseKey,
    writtenOf(field.definition.type, data[field.responseKey], field, [field.responseKey], wrong),
  ]);
  return { data: Object.fromEntries(entries), ...(errors.length > 0 && { errors }) };
}

/** Analytics has no abstract types: there is one that a value can be. */
export function fieldsOf(selections: NonNullable<FieldRequest['selections']>): readonly FieldRequest[] {
  const [fields = []] = selections.values();
  return fields;
}

/** A text in the place of a scalar that is written as one is taken for it: who writes it knows its form. */
export function isRightLeaf(type: GraphQLLeafType, value: unknown): boolean {
  if (isEnumType(type)) return typeof value === 'string' && type.getValue(value) !== undefined;
  if (typeof value === 'string' && !NUMBERS.includes(type.name)) return true;
  try {
    return type.serialize(value) === value || typeof value === 'object';
  } catch {
    return false;
  }
}

const NUMBERS = ['Int', 'Float', 'Boolean'];

type Path = readonly (string | number)[];
type Wrong = (path: Path, field: FieldRequest) => null;

function writtenOf(type: GraphQLOutputType, value: unknown, field: FieldRequest, path: Path, wrong: Wrong): unknown {
  if (isNonNullType(type)) {
    return value == null ? wrong(path, field) : writtenOf(type.ofType, value, field, path, wrong);
  }
  if (value == null) return null;
  if (isListType(type)) {
    if (!Array.isArray(value)) return wrong(path, field);
    const items = value.map((item, index) => writtenOf(type.ofType, item, field, [...path, index], wrong));
    return isNonNullType(type.ofType) && items.includes(null) ? null : items;
  }
  const { selections } = field;
  if (!selections) return isRightLeaf(type as GraphQLLeafType, value) ? value : wrong(path, field);
  return isJsonObject(value) ? objectOf(value, fieldsOf(selections), path, wrong) : wrong(path, field);
}

function objectOf(value: JsonObject, fields: readonly FieldRequest[], path: Path, wrong: Wrong): JsonObject | null {
  const object: Record<string, unknown> = {};
  let isWhole = true;
  for (const inner of fields) {
    const { responseKey, definition } = inner;
    const written = writtenOf(definition.type, value[responseKey], inner, [...path, responseKey], wrong);
    object[responseKey] = written;
    if (written === null && isNonNullType(definition.type)) isWhole = false;
  }
  return isWhole ? object : null;
}
