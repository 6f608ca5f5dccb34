import { MapperKind, mapSchema } from '@graphql-tools/utils';
import { type GraphQLFieldConfigArgumentMap, type GraphQLSchema, isInputType } from 'graphql';
import type { LinkFilter } from '../links/filters.ts';

declare module 'graphql' {
  interface GraphQLArgumentExtensions {
    /** Whether it filters across a link. */
    isLinkFilter?: boolean;
  }
}

/** The same graph, with the arguments that filter across links. */
export function withFilterArguments(graph: GraphQLSchema, filters: readonly LinkFilter[]): GraphQLSchema {
  const argumentsOf = (field: string): GraphQLFieldConfigArgumentMap =>
    Object.fromEntries(
      filters
        .filter(({ fields }) => fields.includes(field))
        .map((filter) => [filter.argument, argumentOf(graph, filter)]),
    );
  return mapSchema(graph, {
    [MapperKind.QUERY_ROOT_FIELD]: (config, name) => ({ ...config, args: { ...config.args, ...argumentsOf(name) } }),
  });
}

function argumentOf(graph: GraphQLSchema, { type: name, description }: LinkFilter) {
  const type = graph.getType(name);
  if (!isInputType(type)) throw new TypeError(`The graph has no input type ${name}.`);
  return { type, description, extensions: { isLinkFilter: true } };
}

/** The filter arguments that an audience may not use: of each the audience lacks something that it says. */
export function hiddenFilterArguments(
  filters: readonly LinkFilter[],
  isHidden: (coordinate: string) => boolean,
): readonly string[] {
  return filters
    .filter(({ needs }) => needs.some(isHidden))
    .flatMap(({ fields, argument }) => fields.map((field) => `Query.${field}(${argument}:)`));
}
