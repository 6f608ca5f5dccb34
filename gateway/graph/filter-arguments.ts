import { MapperKind, mapSchema } from '@graphql-tools/utils';
import { type GraphQLFieldConfigArgumentMap, type GraphQLSchema, isInputType } from 'graphql';
import { COMPOSING_ARGUMENT, composingType, type LinkFilters, MAX_FILTERS, OWN_FIELD } from '../links/filters.ts';

declare module 'graphql' {
  interface GraphQLArgumentExtensions {
    /** Whether the argument filters across one link or several. */
    isLinkFilter?: boolean;
  }
}

/** Returns the types of the arguments that compose filters across links, as SDL. */
export function composingTypes(filters: readonly LinkFilters[]): readonly string[] {
  return filters.map(({ on, type, links }) => {
    const name = composingType(on);
    const fields = Array.from(links, ([field, { type: of, description }]) => described(description, field, of));
    return `
      "A condition on a ${on} by the records that its links lead to. All given conditions must hold."
      input ${name} {
        ${fields.join('\n')}
        ${described(`The ${on} itself passes this condition.`, OWN_FIELD, type)}
        ${described('All of these hold.', 'and', `[${name}!]`)}
        ${described('At least one of these holds; an empty list never does.', 'or', `[${name}!]`)}
        ${described('This does not hold, for example because a link leads to no record.', 'not', name)}
      }
    `;
  });
}

const described = (description: string, field: string, type: string): string =>
  `${JSON.stringify(description)}\n${field}: ${type}`;

/** Adds the arguments that filter across links to the graph. */
export function withFilterArguments(graph: GraphQLSchema, filters: readonly LinkFilters[]): GraphQLSchema {
  const argumentsOf = (coordinate: string): GraphQLFieldConfigArgumentMap => {
    const own = filters.find(({ fields }) => fields.has(coordinate));
    if (!own) return {};
    const links = [...own.links.values()].map((each) => [each.argument, argumentOf(graph, each)]);
    const composing = { type: composingType(own.on), description: COMPOSING };
    return { ...Object.fromEntries(links), [COMPOSING_ARGUMENT]: argumentOf(graph, composing) };
  };
  return mapSchema(graph, {
    [MapperKind.OBJECT_FIELD]: (config, name, typeName) => ({
      ...config,
      args: { ...config.args, ...argumentsOf(`${typeName}.${name}`) },
    }),
  });
}

const COMPOSING = `All filters of the list, composed by \`and\`, \`or\` and \`not\`. A list takes at most ${MAX_FILTERS} filters across links.`;

function argumentOf(graph: GraphQLSchema, { type: name, description }: { type: string; description: string }) {
  const type = graph.getType(name);
  if (!isInputType(type)) throw new TypeError(`The graph has no input type ${name}.`);
  return { type, description, extensions: { isLinkFilter: true } };
}

/** Returns the coordinates of filters across links that use a hidden coordinate: the audience may not use them. */
export function hiddenFilters(
  filters: readonly LinkFilters[],
  isHidden: (coordinate: string) => boolean,
): readonly string[] {
  return filters.flatMap(({ on, fields, links }) => {
    const hidden = [...links].filter(([, { needs }]) => needs.some(isHidden));
    const args = hidden.flatMap(([, { argument }]) => Array.from(fields, (field) => `${field}(${argument}:)`));
    const type = composingType(on);
    return [...args, ...(hidden.length === links.size ? [type] : hidden.map(([name]) => `${type}.${name}`))];
  });
}
