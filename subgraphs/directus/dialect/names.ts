import { type GraphQLSchema, isInputObjectType, isObjectType } from 'graphql';
import { fieldMeaning, inputMeaning, typeMeaning } from '../naming/meaning.ts';

/** Puts the graph's names into a text of Directus: of types for collections, and of fields. */
export type InGraphNames = (text: string) => string;

/** Reads the names from the schema, where each part says what it is in Directus. Names with an underscore alone differ. */
export function namesOf(schema: GraphQLSchema): InGraphNames {
  const names = new Map<string, string>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__') || type === schema.getQueryType()) continue;
    if (isObjectType(type)) {
      names.set(typeMeaning(type).name, type.name);
      for (const field of Object.values(type.getFields())) {
        const meaning = fieldMeaning(field);
        if ('name' in meaning) names.set(meaning.name, field.name);
      }
    } else if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) names.set(inputMeaning(field).name, field.name);
    }
  }
  return (text) => text.replace(/\b[A-Za-z]\w*_\w+\b/g, (word) => names.get(word) ?? word);
}
