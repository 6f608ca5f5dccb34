import { type GraphQLObjectType, type GraphQLSchema, isObjectType } from 'graphql';
import type { Content, ContentCollection } from '../../../content-model/index.ts';
import { type CmsModel, type ColumnKind, kindOf, type Relation, type Shape } from '../cms-model.ts';

/**
 * A content model as the oracle knows it, to staff, who read all of it.
 * @param schema Directus's part of the graph: the graph's names are of it, everything else is of the content
 */
export function modelOf({ collections, relations }: Content, schema: GraphQLSchema): CmsModel<'staff'> {
  const types = new Map(
    Object.values(schema.getTypeMap())
      .filter(isObjectType)
      .filter(({ extensions }) => extensions.directus?.key !== undefined)
      .map((type) => [type.extensions.directus?.name ?? '', type]),
  );

  function shapeOf({ name, fields }: ContentCollection, type: GraphQLObjectType): Shape {
    const leading = relations.flatMap(({ collection, field, relatedCollection, oneField }): [string, Relation][] => {
      const [from, to] = [types.get(collection)?.name, types.get(relatedCollection ?? '')?.name];
      const back =
        relatedCollection === name && oneField && from ? [[oneField, { kind: 'many', to: from, back: field }]] : [];
      const one = relatedCollection === null ? { kind: 'any' } : to && { kind: 'one', to };
      return [...back, ...(collection === name && one ? [[field, one]] : [])] as [string, Relation][];
    });
    const columns = Object.values(type.getFields()).flatMap(({ name, extensions: { directus } }) =>
      directus && 'name' in directus && directus.kind !== 'parts' ? [[name, directus.name]] : [],
    );
    return {
      collection: name,
      key: fields.find(({ primaryKey }) => primaryKey)?.name ?? 'id',
      texts: fields.filter(({ type }) => type === 'string' || type === 'text').map((field) => field.name),
      relations: Object.fromEntries(leading),
      kinds: Object.fromEntries(
        fields.flatMap((field): [string, ColumnKind][] => {
          const kind = kindOf(field.type);
          return kind ? [[field.name, kind]] : [];
        }),
      ),
      byHand: fields.some((field) => field.name === 'sort' && field.type !== 'alias'),
      columns: Object.fromEntries(columns),
    };
  }

  const shapes = collections.flatMap((collection): [string, Shape][] => {
    const type = types.get(collection.name);
    return type ? [[type.name, shapeOf(collection, type)]] : [];
  });
  const sight = { isShown: () => true, mayRead: () => true, mayFind: () => true };
  return { shapes: Object.fromEntries(shapes), sightOf: () => sight };
}
