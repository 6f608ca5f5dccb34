import { type GraphQLSchema, isInputObjectType, isObjectType } from 'graphql';
import { fieldMapping, inputMapping, typeMapping } from '../schema/mapping.ts';

/** Replaces the names of collections and fields in a text of Directus by the graph's. */
export type InGraphNames = (text: string) => string;

/** Reads the names from the schema's mappings. Only names with an underscore differ. */
export function namesOf(schema: GraphQLSchema): InGraphNames {
  const names = new Map<string, string>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__') || type === schema.getQueryType() || type === schema.getMutationType()) continue;
    if (isObjectType(type)) {
      names.set(typeMapping(type).name, type.name);
      for (const field of Object.values(type.getFields())) {
        const mapping = fieldMapping(field);
        if ('name' in mapping) names.set(mapping.name, field.name);
      }
    } else if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) names.set(inputMapping(field).name, field.name);
    }
  }
  return (text) => text.replace(/\b[A-Za-z]\w*_\w+\b/g, (word) => names.get(word) ?? word);
}
