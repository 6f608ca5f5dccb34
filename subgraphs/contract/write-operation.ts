import {
  astFromValue,
  type DocumentNode,
  GraphQLError,
  GraphQLID,
  type GraphQLInputType,
  type GraphQLLeafType,
  GraphQLString,
  getNullableType,
  isInputObjectType,
  isLeafType,
  isListType,
  parse,
  print,
} from 'graphql';
import { nodeBytes } from '../common/estimate.ts';
import { createMemo, createNumbering } from '../common/memo.ts';
import type { FieldRequest, OperationRequest } from './request.ts';

/**
 * Creates a writer of operations in GraphQL's syntax, for an upstream that follows the specification: the inverse of
 * reading one. It writes root arguments as variables, so that operations that differ only in these share one
 * document: the same object, which can be a key of caches.
 */
export function createOperationWriter() {
  const documents = createMemo<DocumentNode>();
  return (operation: OperationRequest) => {
    const shape = operation.fields.map(shapeOf).join(' ');
    const document = documents.of(shape, () => parse(textOf(operation), { noLocation: true }), nodeBytes);
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
export function toWire(type: GraphQLInputType, value: unknown): unknown {
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

function textOf({ type, fields }: OperationRequest): string {
  const declared: string[] = [];
  const written = fields.map((field, index) => {
    const args = givenArguments(field).map(({ name, type: argumentType }) => {
      const variable = variableOf(index, name);
      declared.push(`$${variable}: ${argumentType}`);
      return `${name}: $${variable}`;
    });
    return fieldText(field, args);
  });
  return `${type} ${listed(declared)} { ${written.join(' ')} }`;
}

const givenArguments = ({ definition, args }: FieldRequest) =>
  definition.args.filter(({ name }) => args[name] !== undefined);

const listed = (args: readonly string[]) => (args.length > 0 ? `(${args.join(', ')})` : '');

function fieldText({ responseKey, name, selections }: FieldRequest, args: readonly string[]): string {
  const alias = responseKey === name ? '' : `${responseKey}: `;
  return alias + name + listed(args) + (selections ? ` { ${selectionText(selections)} }` : '');
}

/** Writes a selection, with an inline fragment for each of several types. */
function selectionText(selections: NonNullable<FieldRequest['selections']>): string {
  const written = Array.from(selections, ([type, fields]) => {
    const inner = fields.map((field) => fieldText(field, literalArguments(field))).join(' ') || NOTHING;
    return selections.size > 1 ? `... on ${type} { ${inner} }` : inner;
  });
  return written.join(' ');
}

/** A skipped field, for an object without requested fields: a selection set may not be empty. */
const NOTHING = '__typename @skip(if: true)';

function literalArguments(field: FieldRequest): readonly string[] {
  return givenArguments(field).map(({ name, type }) => {
    const value = astFromValue(field.args[name], type);
    if (!value) throw new GraphQLError(`The argument "${name}" of "${field.name}" cannot be written.`);
    return `${name}: ${print(value)}`;
  });
}
