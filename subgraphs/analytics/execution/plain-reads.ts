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
 * Extension of a field that, with default arguments, returns its parent's property of the same name. For such a
 * selection, a compiled query need not call the resolver for each of thousands of rows.
 */
export const readsByDefault = { readsByDefault: true } as const;

/** Creates a function that compiles a document without resolvers of fields that it selects with default arguments. */
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

/** Whether all fields of this name in the document, of any type, have default arguments. */
function isAskedByDefault(document: DocumentNode, { name, args }: GraphQLField<unknown, unknown>): boolean {
  let isSo = true;
  visit(document, {
    Field({ name: requested, arguments: given = [] }) {
      if (requested.value === name) isSo &&= given.every((each) => isDefault(each, args));
    },
  });
  return isSo;
}

function isDefault({ name, value }: ArgumentNode, args: readonly GraphQLArgument[]): boolean {
  const argument = args.find((each) => each.name === name.value);
  if (!argument || value.kind === Kind.VARIABLE) return false;
  return valueFromAST(value, argument.type) === argument.defaultValue;
}
