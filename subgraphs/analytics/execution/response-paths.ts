import { type GraphQLResolveInfo, type GraphQLSchema, getNamedType, isObjectType } from 'graphql';

type Path = GraphQLResolveInfo['path'];

/** A link of a path and those that have been asked for below it. */
interface Node {
  readonly path: Path;
  readonly below: Map<string | number, Node>;
}

/**
 * Gives resolvers the paths that graphql-js gives them: where two begin alike, they share their first links. Pothos's
 * drizzle plugin keeps its plans by these objects; a compiled query makes all links anew for each resolver. The fields
 * that the plugin plans, or plans for, are given them: of rows from the database, and the roots.
 */
export function sharePaths(schema: GraphQLSchema): void {
  const shared = new WeakMap<object, Map<string | number, Node>>();

  function nodeOf(context: object, { prev, key, typename }: Path): Node {
    const siblings = prev ? nodeOf(context, prev).below : rootsOf(context);
    const known = siblings.get(key);
    if (known) return known;
    const node = { path: { prev: prev && nodeOf(context, prev).path, key, typename }, below: new Map() };
    siblings.set(key, node);
    return node;
  }

  function rootsOf(context: object): Map<string | number, Node> {
    const known = shared.get(context) ?? new Map<string | number, Node>();
    shared.set(context, known);
    return known;
  }

  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
    for (const field of Object.values(type.getFields())) {
      const { resolve } = field;
      if (!resolve || !(type === schema.getQueryType() || isPlanned(type) || isPlanned(getNamedType(field.type))))
        continue;
      field.resolve = (parent, args, context, info) =>
        resolve(parent, args, context, Object.assign(info, { path: nodeOf(context, info.path).path }));
    }
  }
}

/** Whether the plugin plans what is selected of a type. */
function isPlanned({ extensions }: { extensions: Readonly<Record<string, unknown>> }): boolean {
  return extensions.pothosDrizzleModel !== undefined;
}
