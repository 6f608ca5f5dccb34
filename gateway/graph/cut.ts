import { MapperKind, mapSchema, pruneSchema } from '@graphql-tools/utils';
import {
  type GraphQLArgumentConfig,
  type GraphQLFieldConfig,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isNonNullType,
} from 'graphql';

/**
 * Removes hidden coordinates from the graph, and then unreachable types. Fields and arguments of a hidden type are
 * hidden with it.
 * @param hidden schema coordinates: `Type`, `Type.field`, `Type.field(argument:)`, `Enum.VALUE`, `Input.field`, with
 * `*` for any part of a name
 * @throws Error where a visible field has a required argument that is hidden
 */
export function cut(graph: GraphQLSchema, hidden: readonly string[]): GraphQLSchema {
  const isHidden = matcherOf(hidden);
  const ofHiddenType = (type: GraphQLOutputType | GraphQLInputType) => isHidden(getNamedType(type).name);

  function cutField<Source, Context>(field: GraphQLFieldConfig<Source, Context>, name: string, typeName: string) {
    const coordinate = `${typeName}.${name}`;
    if (isHidden(coordinate) || ofHiddenType(field.type)) return null;
    const args = Object.entries(field.args ?? {}).filter(([argument, config]) => {
      const isGone = isHidden(`${coordinate}(${argument}:)`) || ofHiddenType(config.type);
      if (isGone && isNeeded(config)) throw new Error(`${coordinate} needs its ${argument}: hide the field as well.`);
      return !isGone;
    });
    return { ...field, args: Object.fromEntries(args) };
  }

  const without = mapSchema(graph, {
    [MapperKind.TYPE]: (type) => (isHidden(type.name) ? null : undefined),
    [MapperKind.OBJECT_FIELD]: cutField,
    [MapperKind.INTERFACE_FIELD]: cutField,
    [MapperKind.INPUT_OBJECT_FIELD]: (field, name, typeName) =>
      isHidden(`${typeName}.${name}`) || ofHiddenType(field.type) ? null : undefined,
    [MapperKind.ENUM_VALUE]: (_value, typeName, _schema, name) => (isHidden(`${typeName}.${name}`) ? null : undefined),
  });
  return pruneSchema(without);
}

function isNeeded({ type, defaultValue }: GraphQLArgumentConfig): boolean {
  return isNonNullType(type) && defaultValue === undefined;
}

/** Returns a test of whether a coordinate matches one of a list, with `*` for any part of a name. */
export function matcherOf(coordinates: readonly string[]): (coordinate: string) => boolean {
  const pattern = new RegExp(`^(?:${coordinates.map(patternOf).join('|')})$`);
  return (coordinate) => pattern.test(coordinate);
}

/** Builds a pattern whose `*` matches no dot and no parenthesis, and thus no arguments. */
function patternOf(coordinate: string): string {
  return coordinate.replaceAll(/[.()]/g, '\\$&').replaceAll('*', '[^.(]*');
}
