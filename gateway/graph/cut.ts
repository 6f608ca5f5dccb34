import { filterSchema } from '@graphql-tools/utils';
import {
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isNonNullType,
} from 'graphql';
import { prune } from '../../subgraphs/schema/prune.ts';

/**
 * Removes hidden coordinates from the graph, and then unreachable types. Fields and arguments of a hidden type are
 * hidden with it.
 * @param hidden schema coordinates: `Type`, `Type.field`, `Type.field(argument:)`, `Enum.VALUE`, `Input.field`, with
 * `*` for any part of a name
 * @throws Error where a visible field has a required argument that is hidden
 */
export function cut(graph: GraphQLSchema, hidden: readonly string[]): GraphQLSchema {
  const isHidden = matcherOf(hidden);
  const isVisible = (coordinate: string, type: GraphQLOutputType | GraphQLInputType) =>
    !isHidden(coordinate) && !isHidden(getNamedType(type).name);
  const isVisibleField = (typeName: string, name: string, { type }: { type: GraphQLOutputType | GraphQLInputType }) =>
    isVisible(`${typeName}.${name}`, type);
  const seen = filterSchema({
    schema: graph,
    typeFilter: (name) => !isHidden(name),
    rootFieldFilter: isVisibleField,
    fieldFilter: isVisibleField,
    argumentFilter(typeName, field, name, config) {
      const isSeen = !config || isVisible(`${typeName}.${field}(${name}:)`, config.type);
      if (isSeen || !isNonNullType(config.type) || config.defaultValue !== undefined) return isSeen;
      throw new Error(`${typeName}.${field} needs its ${name}: hide the field as well.`);
    },
    enumValueFilter: (typeName, name) => !isHidden(`${typeName}.${name}`),
  });
  return prune(seen);
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
