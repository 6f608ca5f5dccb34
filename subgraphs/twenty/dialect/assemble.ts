import {
  type ExecutionResult,
  type GraphQLError,
  type GraphQLLeafType,
  type GraphQLOutputType,
  isLeafType,
  isListType,
  isNonNullType,
} from 'graphql';
import { addPath, type Path, pathToArray } from 'graphql/jsutils/Path.js';
import { isJsonObject, type JsonObject, property } from '../../json.ts';
import type { FieldRequest } from '../../request.ts';
import { mappingOf } from '../schema/mapping.ts';
import { ROOT } from './ask.ts';
import { fault, locate, type Outcome } from './errors.ts';

/** What came of a field that was asked for by itself, under a parent. */
export type OutcomeOf = (field: FieldRequest, parent: string) => Outcome | undefined;

/**
 * Writes the response that GraphQL defines for the fields: under their response keys, in their order, with nulls
 * carried up to what may be null and each error at the path that it cost.
 * @param typeName the type of the root
 */
export function assemble(
  typeName: string,
  fields: readonly FieldRequest[],
  outcomeOf: OutcomeOf,
): ExecutionResult<Record<string, unknown>> {
  const assembly: Assembly = { outcomeOf, errors: [] };
  const entries = fields.map((field) => {
    const path = addPath(undefined, field.responseKey, typeName);
    const isTypeName = field.name === '__typename';
    return [field.responseKey, isTypeName ? typeName : completeOutcome(assembly, field, ROOT, path)] as const;
  });
  const { errors } = assembly;
  return { data: Object.fromEntries(entries), ...(errors.length > 0 && { errors }) };
}

interface Assembly {
  readonly outcomeOf: OutcomeOf;
  readonly errors: GraphQLError[];
}

function completeOutcome(assembly: Assembly, field: FieldRequest, parent: string, path: Path): unknown {
  const { data, faults } = assembly.outcomeOf(field, parent) ?? { data: null, faults: [] };
  assembly.errors.push(...faults.map((each) => locate(each, pathToArray(path))));
  return complete(assembly, field.definition.type, data, field, path);
}

/** @returns null also where a null below must be carried up; its error is recorded where it arose */
function complete(
  assembly: Assembly,
  type: GraphQLOutputType,
  value: unknown,
  field: FieldRequest,
  path: Path,
): unknown {
  if (isNonNullType(type)) {
    if (value == null) report(assembly, path, `Twenty answered null for "${field.name}", which is never null.`);
    return complete(assembly, type.ofType, value, field, path);
  }
  if (value == null) return null;
  if (isListType(type)) return completeList(assembly, type.ofType, value, field, path);
  if (field.selections) return completeObject(assembly, value, field.selections, path);
  return isLeafType(type) ? completeLeaf(assembly, type, value, field, path) : value;
}

function completeLeaf(
  assembly: Assembly,
  type: GraphQLLeafType,
  value: unknown,
  field: FieldRequest,
  path: Path,
): unknown {
  try {
    return type.serialize(value);
  } catch {
    return report(assembly, path, `Twenty answered a value for "${field.name}" that it cannot have.`);
  }
}

function completeList(
  assembly: Assembly,
  itemType: GraphQLOutputType,
  value: unknown,
  field: FieldRequest,
  path: Path,
): unknown {
  if (!Array.isArray(value)) return report(assembly, path, `Twenty answered no list for "${field.name}".`);
  const items = value.map((item, index) => complete(assembly, itemType, item, field, addPath(path, index, undefined)));
  return isNonNullType(itemType) && items.includes(null) ? null : items;
}

function completeObject(
  assembly: Assembly,
  value: unknown,
  selections: NonNullable<FieldRequest['selections']>,
  path: Path,
): unknown {
  const [selected] = selections;
  if (!selected || !isJsonObject(value)) return report(assembly, path, 'Twenty answered no object here.');
  const [typeName, fields] = selected;
  const object: Record<string, unknown> = {};
  let isWhole = true;
  for (const field of fields) {
    const completed = completeField(assembly, value, typeName, field, addPath(path, field.responseKey, typeName));
    object[field.responseKey] = completed;
    if (completed === null && isNonNullType(field.definition.type)) isWhole = false;
  }
  return isWhole ? object : null;
}

function completeField(
  assembly: Assembly,
  parent: JsonObject,
  typeName: string,
  field: FieldRequest,
  path: Path,
): unknown {
  if (field.name === '__typename') return typeName;
  const mapping = mappingOf(field);
  if (mapping.kind === 'children') return completeOutcome(assembly, field, String(parent.id), path);
  const value = mapping.kind === 'value' ? property(parent, mapping.name) : null;
  return complete(assembly, field.definition.type, value, field, path);
}

function report(assembly: Assembly, path: Path, message: string): null {
  assembly.errors.push(locate(fault('UPSTREAM_FAILED', message), pathToArray(path)));
  return null;
}
