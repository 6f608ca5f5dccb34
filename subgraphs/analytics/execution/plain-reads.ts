import { type DocumentNode, type GraphQLSchema, isObjectType, visit } from 'graphql';

/**
 * Extension of a field that, without arguments, returns its parent's property of the same name. For such a
 * selection, a compiled query need not call the resolver for each of thousands of rows.
 */
export const readsByDefault = { readsByDefault: true } as const;

/** Creates a function that compiles a document without resolvers of fields that it selects without arguments. */
export function createPlainReads(schema: GraphQLSchema) {
  const fields = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) => Object.values(type.getFields()))
    .filter(({ extensions }) => extensions.readsByDefault === true);

  return <Compiled>(document: DocumentNode, compile: () => Compiled): Compiled => {
    const named = fieldsWithArguments(document);
    const read = fields.filter(({ name }) => !named.has(name));
    const resolvers = read.map(({ resolve }) => resolve);
    for (const field of read) delete field.resolve;
    try {
      return compile();
    } finally {
      for (const [index, field] of read.entries()) Object.assign(field, { resolve: resolvers[index] });
    }
  };
}

/** Lists the names of the fields, of any type, that a document selects with arguments. */
function fieldsWithArguments(document: DocumentNode): ReadonlySet<string> {
  const names = new Set<string>();
  visit(document, {
    Field({ name, arguments: given = [] }) {
      if (given.length > 0) names.add(name.value);
    },
  });
  return names;
}
