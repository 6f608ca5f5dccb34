import {
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type OperationDefinitionNode,
  TypeInfo,
  typeFromAST,
  valueFromASTUntyped,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { JsonObject } from '../../subgraphs/common/json.ts';
import type { Tool } from './tool.ts';

/**
 * Describes the variables of an operation, in JSON Schema.
 * @param schema the graph, as the caller sees it
 * @param withDescriptions whether each variable has the description of its argument
 */
export function variablesSchema(
  schema: GraphQLSchema,
  document: DocumentNode,
  { variableDefinitions = [] }: OperationDefinitionNode,
  withDescriptions: boolean,
): Tool['inputSchema'] {
  const descriptions = withDescriptions ? descriptionsOf(schema, document) : new Map<string, string>();
  const required: string[] = [];
  const properties = variableDefinitions.map(({ variable, type: node, defaultValue }) => {
    const name = variable.name.value;
    const type = typeFromAST(schema, node) as GraphQLInputType;
    if (isNonNullType(type) && !defaultValue) required.push(name);
    const description = descriptions.get(name);
    return [
      name,
      {
        ...schemaOf(type),
        ...(description !== undefined && { description }),
        ...(defaultValue && { default: valueFromASTUntyped(defaultValue) }),
      },
    ] as const;
  });
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
}

function schemaOf(type: GraphQLInputType): JsonObject {
  if (isNonNullType(type)) return schemaOf(type.ofType);
  if (isListType(type)) return { type: 'array', items: schemaOf(type.ofType) };
  if (isInputObjectType(type)) return { type: 'object', description: `A ${type.name}.` };
  if (isEnumType(type)) return { type: 'string', enum: type.getValues().map(({ name }) => name) };
  return { type: SCALARS[type.name] ?? 'string' };
}

const SCALARS: Readonly<Record<string, string>> = { Int: 'integer', Float: 'number', Boolean: 'boolean' };

/** Finds the description of each variable's argument. */
function descriptionsOf(schema: GraphQLSchema, document: DocumentNode): Map<string, string> {
  const descriptions = new Map<string, string>();
  const info = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(info, {
      Variable({ name }) {
        const description = info.getArgument()?.description;
        if (description && !descriptions.has(name.value)) descriptions.set(name.value, firstSentence(description));
      },
    }),
  );
  return descriptions;
}

/** Returns the first sentence of a description. */
export function firstSentence(text: string): string {
  return /^.*?[.!?](?=\s|$)/s.exec(text)?.[0] ?? text;
}
