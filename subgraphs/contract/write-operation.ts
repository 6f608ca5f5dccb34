import {
  type ArgumentNode,
  astFromValue,
  type DocumentNode,
  type FieldNode,
  GraphQLError,
  GraphQLID,
  type GraphQLInputType,
  type GraphQLLeafType,
  GraphQLString,
  getNullableType,
  isInputObjectType,
  isLeafType,
  isListType,
  Kind,
  type OperationDefinitionNode,
  parseType,
  type SelectionSetNode,
  type VariableDefinitionNode,
} from 'graphql';
import { nodeBytes } from '../common/estimate.ts';
import { createMemo, createNumbering } from '../common/memo.ts';
import { fieldNamed, named, selectionOf } from '../common/syntax.ts';
import type { FieldRequest, OperationRequest } from './request.ts';

/** An operation in GraphQL's syntax, for an upstream that follows the specification. */
export interface WrittenOperation {
  readonly document: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * Creates a writer of operations, the inverse of `readOperation`. It writes root arguments as variables, so that
 * operations that differ only in these share one document: the same object, which can be a key of caches.
 */
export function createOperationWriter(): (operation: OperationRequest) => WrittenOperation {
  const documents = createMemo<DocumentNode>();
  return (operation) => {
    const shape = operation.fields.map(shapeOf).join(' ');
    const document = documents.of(shape, () => write(operation), nodeBytes);
    return { document, variables: variablesOf(operation) };
  };
}

/** Returns a key of a field's request without its arguments' values. */
function shapeOf({ responseKey, name, args, selections }: FieldRequest): string {
  return `${responseKey}:${name}(${Object.keys(args)})${selections ? numberOf(selections) : ''}`;
}

const numberOf = createNumbering();

const variableOf = (root: number, argument: string) => `r${root}_${argument}`;

function variablesOf({ fields }: OperationRequest): Record<string, unknown> {
  const variables: Record<string, unknown> = {};
  for (const [index, { definition, args }] of fields.entries()) {
    for (const { name, type } of definition.args) {
      if (args[name] !== undefined) variables[variableOf(index, name)] = toWire(type, args[name]);
    }
  }
  return variables;
}

/** Converts a coerced input value to the form to send, which the type coerces to the same value. */
function toWire(type: GraphQLInputType, value: unknown): unknown {
  const nullable = getNullableType(type);
  if (value === null || value === undefined) return value;
  if (isListType(nullable)) {
    if (!Array.isArray(value)) return value;
    const item = getNullableType(nullable.ofType);
    if (isLeafType(item) && value.every((each) => isSent(item, each))) return value;
    return value.map((each) => toWire(nullable.ofType, each));
  }
  if (isLeafType(nullable)) return isSent(nullable, value) ? value : nullable.serialize(value);
  if (!isInputObjectType(nullable)) return value;
  const fields = nullable.getFields();
  const entries = Object.entries(value).map(([name, each]) => [name, fields[name] && toWire(fields[name].type, each)]);
  return Object.fromEntries(entries);
}

/** Whether a value is sent unchanged: most keys are strings. */
const isSent = (type: GraphQLLeafType, value: unknown) =>
  typeof value === 'string' && (type === GraphQLString || type === GraphQLID);

function write({ type, fields }: OperationRequest): DocumentNode {
  const declared: VariableDefinitionNode[] = [];
  const selections = fields.map((field, index) => {
    const given = field.definition.args.filter(({ name }) => field.args[name] !== undefined);
    const args = given.map(({ name: argument, type: argumentType }): ArgumentNode => {
      const variable = { kind: Kind.VARIABLE, name: named(variableOf(index, argument)) } as const;
      declared.push({ kind: Kind.VARIABLE_DEFINITION, variable, type: parseType(String(argumentType)) });
      return { kind: Kind.ARGUMENT, name: named(argument), value: variable };
    });
    return fieldNode(field, args);
  });
  const operation: OperationDefinitionNode = {
    kind: Kind.OPERATION_DEFINITION,
    operation: type,
    variableDefinitions: declared,
    selectionSet: selectionOf(selections),
  };
  return { kind: Kind.DOCUMENT, definitions: [operation] };
}

function fieldNode({ responseKey, name, selections }: FieldRequest, args: readonly ArgumentNode[]): FieldNode {
  const alias = responseKey === name ? undefined : responseKey;
  return { ...fieldNamed(name, selections && selectionSetOf(selections), alias), arguments: args };
}

/** Builds a selection set, with an inline fragment for each of several types. */
function selectionSetOf(selections: NonNullable<FieldRequest['selections']>): SelectionSetNode {
  const [only, another] = selections.entries();
  if (only && !another) return selectionOf(nestedFields(only[1]));
  return selectionOf(
    Array.from(selections, ([type, fields]) => ({
      kind: Kind.INLINE_FRAGMENT,
      typeCondition: { kind: Kind.NAMED_TYPE, name: named(type) },
      selectionSet: selectionOf(nestedFields(fields)),
    })),
  );
}

function nestedFields(fields: readonly FieldRequest[]): readonly FieldNode[] {
  if (fields.length === 0) return [NOTHING];
  return fields.map((field) => fieldNode(field, literalArguments(field)));
}

/** A skipped field, for an object without requested fields: a selection set may not be empty. */
export const NOTHING: FieldNode = {
  ...fieldNamed('__typename'),
  directives: [
    {
      kind: Kind.DIRECTIVE,
      name: named('skip'),
      arguments: [{ kind: Kind.ARGUMENT, name: named('if'), value: { kind: Kind.BOOLEAN, value: true } }],
    },
  ],
};

function literalArguments({ name, definition, args }: FieldRequest): readonly ArgumentNode[] {
  return definition.args.flatMap((argument): ArgumentNode[] => {
    if (args[argument.name] === undefined) return [];
    const value = astFromValue(args[argument.name], argument.type);
    if (!value) throw new GraphQLError(`The argument "${argument.name}" of "${name}" cannot be written.`);
    return [{ kind: Kind.ARGUMENT, name: named(argument.name), value }];
  });
}
