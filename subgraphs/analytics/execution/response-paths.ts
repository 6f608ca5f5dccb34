import { type GraphQLResolveInfo, type GraphQLSchema, getNamedType, isObjectType } from 'graphql';

type Path = GraphQLResolveInfo['path'];

/** A link of a path, and the links requested below it. */
interface Node {
  readonly path: Path;
  readonly below: Map<string | number, Node>;
}

/**
 * Gives resolvers paths as graphql-js does: paths with the same beginning share its links. Pothos's drizzle plugin
 * stores its plans by these objects, but a compiled query creates all links again for each resolver. The fields that
 * the plugin handles get shared paths: fields that select columns of their row, fields that return rows, and root
 * fields.
 *
 * The rows of a root list share one path: they have one plan, and thousands of paths, which the plugin holds weakly,
 * cost the garbage collector more than all other work.
 */
export function sharePaths(schema: GraphQLSchema): void {
  const roots = new WeakMap<object, Node>();

  function nodeOf(context: object, path: Path | undefined): Node {
    if (!path) return roots.get(context) ?? newRoot(context);
    const { prev, key, typename } = path;
    const above = nodeOf(context, prev);
    if (typeof key === 'number' && !prev?.prev) return above;
    const known = above.below.get(key);
    if (known) return known;
    const node = { path: { prev: prev && above.path, key, typename }, below: new Map() };
    above.below.set(key, node);
    return node;
  }

  function newRoot(context: object): Node {
    const root = { path: { prev: undefined, key: '', typename: undefined }, below: new Map() };
    roots.set(context, root);
    return root;
  }

  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
    for (const field of Object.values(type.getFields())) {
      const { resolve } = field;
      const isPlanned =
        type === schema.getQueryType() ||
        field.extensions.pothosDrizzleSelect !== undefined ||
        getNamedType(field.type).extensions.pothosDrizzleModel !== undefined;
      if (!resolve || !isPlanned) continue;
      field.resolve = (parent, args, context, info) =>
        resolve(parent, args, context, Object.assign(info, { path: nodeOf(context, info.path).path }));
    }
  }
}
