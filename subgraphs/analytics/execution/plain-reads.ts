import {
  type ArgumentNode,
  type DocumentNode,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLSchema,
  isObjectType,
  Kind,
  valueFromAST,
  visit,
} from 'graphql';

/**
 * The extension of a field that, with the defaults of all its arguments, answers what its parent has by the field's name:
 * where it is asked so, a compiled query need not call its resolver for each of thousands of rows.
 */
export const readsByDefault = { readsByDefault: true } as const;

/** Compiles a document while the fields that it asks for by their defaults have no resolver. */
export function createPlainReads(schema: GraphQLSchema) {
  const fields = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) => Object.values(type.getFields()))
    .filter(({ extensions }) => extensions.readsByDefault === true);

  return <Compiled>(document: DocumentNode, compile: () => Compiled): Compiled => {
    const read = fields.filter((field) => isAskedByDefault(document, field));
    const resolvers = read.map(({ resolve }) => resolve);
    for (const field of read) delete field.resolve;
    try {
      return compile();
    } finally {
      for (const [index, field] of read.entries()) Object.assign(field, { resolve: resolvers[index] });
    }
  };
}

/** No type in the document has a field of this name with other arguments. */
function isAskedByDefault(document: DocumentNode, { name, args }: GraphQLField<unknown, unknown>): boolean {
  let isSo = true;
  visit(document, {
    Field({ name: asked, arguments: given = [] }) {
      if (asked.value === name) isSo &&= given.every((each) => isDefault(each, args));
    },
  });
  return isSo;
}

function isDefault({ name, value }: ArgumentNode, args: readonly GraphQLArgument[]): boolean {
  const argument = args.find((each) => each.name === name.value);
  if (!argument || value.kind === Kind.VARIABLE) return false;
  return valueFromAST(value, argument.type) === argument.defaultValue;
}
