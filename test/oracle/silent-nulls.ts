import { getDirective } from '@graphql-tools/utils';
import {
  type ExecutionResult,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isObjectType,
  Kind,
  parse,
  type SelectionSetNode,
} from 'graphql';
import type { Query } from './render.ts';

type Path = readonly (string | number)[];

/** The field that a response key is of, in a type that the object can have. */
interface Asked {
  readonly type: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
  readonly below: readonly SelectionSetNode[];
}

/** What an answer has at the fields that `@semanticNonNull` marks. */
export interface MarkedValues {
  /** Coordinates of those that have a value. */
  readonly present: ReadonlySet<string>;
  /** Those that are null without an error at or below them, each with its path. */
  readonly silent: readonly string[];
}

/** Looks for nulls at marked fields of an answer. @param schema the graph as the caller sees it, from SDL */
export function markedValues(schema: GraphQLSchema, sent: Query, { data, errors = [] }: ExecutionResult): MarkedValues {
  const present = new Set<string>();
  const silent: string[] = [];
  const { definitions } = parse(sent.query);
  const operations = definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const operation = operations.find(({ name }) => name?.value === sent.operationName) ?? operations[0];
  const root = operation && schema.getRootType(operation.operation);
  const isReported = (at: Path) => errors.some(({ path = [] }) => at.every((key, depth) => path[depth] === key));

  /** What the selections ask of an object, by response key. */
  function askedOf(types: readonly GraphQLObjectType[], sets: readonly SelectionSetNode[]): Map<string, Asked[]> {
    const asked = new Map<string, Asked[]>();
    const collect = (type: GraphQLObjectType, set: SelectionSetNode) => {
      for (const selection of set.selections) {
        if (selection.kind === Kind.FIELD) {
          const field = type.getFields()[selection.name.value];
          const key = (selection.alias ?? selection.name).value;
          const below = selection.selectionSet ? [selection.selectionSet] : [];
          if (field) asked.set(key, [...(asked.get(key) ?? []), { type, field, below }]);
          continue;
        }
        const fragment =
          selection.kind === Kind.INLINE_FRAGMENT
            ? selection
            : definitions.find(
                (each) => each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === selection.name.value,
              );
        if (fragment?.kind !== Kind.INLINE_FRAGMENT && fragment?.kind !== Kind.FRAGMENT_DEFINITION) continue;
        const on = fragment.typeCondition && schema.getType(fragment.typeCondition.name.value);
        if (on === undefined || on === type || (isAbstractType(on) && schema.isSubType(on, type))) {
          collect(type, fragment.selectionSet);
        }
      }
    };
    for (const type of types) for (const set of sets) collect(type, set);
    return asked;
  }

  function look(value: unknown, asked: readonly Asked[], path: Path): void {
    if (Array.isArray(value)) {
      for (const [nth, item] of value.entries()) look(item, asked, [...path, nth]);
    } else if (typeof value === 'object' && value !== null) {
      const types = asked.flatMap(({ field }) => {
        const type = getNamedType(field.type);
        return isAbstractType(type) ? schema.getPossibleTypes(type) : isObjectType(type) ? [type] : [];
      });
      lookIn(
        value,
        [...new Set(types)],
        asked.flatMap(({ below }) => below),
        path,
      );
    }
  }

  function lookIn(object: object, types: readonly GraphQLObjectType[], sets: readonly SelectionSetNode[], path: Path) {
    const byKey = askedOf(types, sets);
    for (const [key, value] of Object.entries(object)) {
      const asked = byKey.get(key) ?? [];
      const at = [...path, key];
      const isMarked = asked.length > 0 && asked.every(({ field }) => getDirective(schema, field, 'semanticNonNull'));
      if (isMarked && value !== null) for (const { type, field } of asked) present.add(`${type.name}.${field.name}`);
      if (isMarked && value === null && !isReported(at)) silent.push(`${asked[0]?.field.name} at ${at.join('.')}`);
      look(value, asked, at);
    }
  }

  if (data && root && operation) lookIn(data, [root], [operation.selectionSet], []);
  return { present, silent };
}

/** Coordinates of the fields of a schema that are marked. */
export function markedFields(schema: GraphQLSchema): string[] {
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) =>
      Object.values(type.getFields())
        .filter((field) => getDirective(schema, field, 'semanticNonNull'))
        .map(({ name }) => `${type.name}.${name}`),
    );
}
