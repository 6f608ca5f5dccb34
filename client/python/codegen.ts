import { createHash } from 'node:crypto';
import type { PluginFunction } from '@graphql-codegen/plugin-helpers';
import { printExecutableGraphQLDocument } from '@graphql-tools/documents';
import {
  type FieldNode,
  type GraphQLEnumType,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionSetNode,
  TypeInfo,
  typeFromAST,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { semanticToStrict } from 'graphql-sock';

/** Python types of the graph's scalars; arguments may be dates of Python, too. Other scalars are strings. */
const RESULTS: Readonly<Record<string, string>> = { Int: 'int', Float: 'float', Boolean: 'bool', GeoJSON: 'Any' };
const ARGUMENTS: Readonly<Record<string, string>> = { ...RESULTS, Date: 'str | date', DateTime: 'str | datetime' };

/** Python's keywords among argument names, which get an underscore at their end. */
const KEYWORDS: ReadonlySet<string> = new Set(['from', 'in', 'is', 'class']);

const HEAD = `# Made by \`npm run codegen\`. Do not edit.
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, Literal, NotRequired, TypedDict, TypeVar

Result = TypeVar("Result")


@dataclass(frozen=True)
class Operation(Generic[Result]):
    """An operation of the graph, and the id that it is persisted by."""

    text: str
    id: str
`;

/** Writes operations and their types for Python. Supports queries without fragments. */
export const plugin: PluginFunction = async (nullable, documents) => {
  const writer = new Writer(semanticToStrict(nullable));
  const operations = documents
    .flatMap(({ document }) => document?.definitions ?? [])
    .filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
    .map((operation) => writer.operation(operation));
  return [HEAD, ...writer.enums(), ...operations].join('\n\n');
};

class Writer {
  readonly #schema: GraphQLSchema;
  readonly #enums = new Map<string, GraphQLEnumType>();

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  /** Returns the enums of the operations written so far. */
  enums(): string[] {
    const enums = [...this.#enums.values()].toSorted((one, other) => (one.name < other.name ? -1 : 1));
    return enums.map((type) => {
      const values = type.getValues().map(({ name }) => `    "${name}",\n`);
      return `${type.name} = Literal[\n${values.join('')}]\n${docstring(type, '')}`;
    });
  }

  operation(operation: OperationDefinitionNode): string {
    const name = operation.name?.value ?? '';
    const text = print(operation);
    const trusted = printExecutableGraphQLDocument({ kind: Kind.DOCUMENT, definitions: [operation] });
    const id = `sha256:${createHash('sha256').update(trusted).digest('hex')}`;
    const constant = name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
    return [
      `class ${name}Variables(TypedDict):\n${this.#variables(operation)}`,
      ...this.#classes(`${name}Result`, 'Query', operation.selectionSet),
      `${constant} = Operation[${name}Result](\n    """${text}""",\n    "${id}",\n)\n`,
    ].join('\n\n');
  }

  #variables(operation: OperationDefinitionNode): string {
    const comments = new Map<string, string>();
    const info = new TypeInfo(this.#schema);
    const visitor = visitWithTypeInfo(info, {
      Variable({ name }) {
        comments.set(name.value, docstring(info.getArgument() ?? {}));
      },
    });
    visit(operation, visitor);
    const lines = operation.variableDefinitions?.map(({ variable, type: node, defaultValue }) => {
      const { value: name } = variable.name;
      const type = typeFromAST(this.#schema, node) as GraphQLInputType;
      const bare = this.#leaf(getNamedType(type).name, ARGUMENTS);
      const python = isNonNullType(type) ? bare : `${bare} | None`;
      const isRequired = isNonNullType(type) && !defaultValue;
      const key = KEYWORDS.has(name) ? `${name}_` : name;
      return `    ${key}: ${isRequired ? python : `NotRequired[${python}]`}\n${comments.get(name) ?? ''}`;
    });
    return lines?.join('') || '    pass\n';
  }

  /** Writes the types of an object of a result, its fields' types first. */
  #classes(as: string, of: string, { selections }: SelectionSetNode): string[] {
    const object = this.#schema.getType(of);
    const fields = isObjectType(object) ? object.getFields() : {};
    const below: string[] = [];
    const members = selections.map((node) => {
      const field = node.kind === Kind.FIELD ? fields[node.name.value] : undefined;
      if (node.kind !== Kind.FIELD || !field) throw new Error(`${as} has a fragment, or a field that ${of} has not.`);
      const key = (node.alias ?? node.name).value;
      const named = as.replace(/Result/, '') + key.charAt(0).toUpperCase() + key.slice(1);
      if (node.selectionSet) below.push(...this.#classes(named, getNamedType(field.type).name, node.selectionSet));
      const value = this.#output(field.type, node, named);
      return { key, type: node.directives?.length ? `NotRequired[${value}]` : value, comment: docstring(field) };
    });
    // A class cannot have a keyword as an attribute.
    const isClass = !members.some(({ key }) => KEYWORDS.has(key));
    const lines = members.map(({ key, type, comment }) =>
      isClass ? `    ${key}: ${type}\n${comment}` : `    "${key}": ${type},\n`,
    );
    const text = isClass
      ? `class ${as}(TypedDict):\n${lines.join('')}`
      : `${as} = TypedDict("${as}", {\n${lines.join('')}})\n`;
    return [...below, text];
  }

  #output(type: GraphQLOutputType, node: FieldNode, named: string): string {
    if (!isNonNullType(type)) return `${this.#nonNull(type, node, named)} | None`;
    return this.#nonNull(type.ofType, node, named);
  }

  #nonNull(type: GraphQLOutputType, node: FieldNode, named: string): string {
    if (isListType(type)) return `list[${this.#output(type.ofType, node, named)}]`;
    return node.selectionSet ? named : this.#leaf(getNamedType(type).name, RESULTS);
  }

  #leaf(name: string, scalars: Readonly<Record<string, string>>): string {
    const type = this.#schema.getType(name);
    if (!isEnumType(type)) return scalars[name] ?? 'str';
    this.#enums.set(name, type);
    return name;
  }
}

function docstring({ description }: { readonly description?: string | null | undefined }, indent = '    '): string {
  if (!description) return '';
  const text = description.replaceAll('\\', '\\\\').replaceAll('"""', "'''").replaceAll('\n', `\n${indent}`);
  return `${indent}"""${text}${text.endsWith('"') ? ' ' : ''}"""\n`;
}
