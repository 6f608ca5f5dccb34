import { type DocumentNode, type FieldNode, type FormattedExecutionResult, Kind, valueFromASTUntyped } from 'graphql';
import type { JsonObject } from '../../subgraphs/common/json.ts';
import { findNearest } from './catalog.ts';
import type { ExecuteOperation } from './tool-exchange.ts';

/** A requested object that does not exist, with the nearest matches of its code. */
export interface Unknown {
  /** The root field. */
  readonly field: string;
  readonly arguments: JsonObject;
  readonly message: string;
  readonly nearest: JsonObject;
}

/** Instruction to an assistant about unknown objects. */
export const NOT_KNOWN = 'This is not known here. Say so, and do not answer with another figure in its place.';

/** Maximum number of an answer's unknown objects whose nearest matches are searched. */
const LOOKED_UP = 3;

/** Finds the root fields of an operation that are null without an error: their objects do not exist. */
export async function unknownIn(
  document: DocumentNode,
  variables: JsonObject,
  { data, errors = [] }: FormattedExecutionResult,
  execute: ExecuteOperation,
): Promise<readonly Unknown[]> {
  const roots = document.definitions.flatMap((each) =>
    each.kind === Kind.OPERATION_DEFINITION ? each.selectionSet.selections : [],
  );
  const nulls = roots.filter((each): each is FieldNode => {
    if (each.kind !== Kind.FIELD) return false;
    const key = (each.alias ?? each.name).value;
    return data?.[key] === null && !errors.some(({ path }) => path?.[0] === key);
  });
  return Promise.all(
    nulls.slice(0, LOOKED_UP).map(async (field) => {
      const given = Object.fromEntries(
        (field.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value, { ...variables })]),
      );
      return {
        field: field.name.value,
        arguments: given,
        message: NOT_KNOWN,
        nearest: typeof given.code === 'string' ? await findNearest(given.code, execute) : {},
      };
    }),
  );
}
