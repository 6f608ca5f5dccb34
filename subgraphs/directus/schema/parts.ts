import { type GraphQLFieldConfig, GraphQLObjectType, getNamedType, isObjectType } from 'graphql';
import { type Build, once } from './build.ts';
import { graphScalar } from './scalars.ts';
import { camelCase, pascalCase } from './words.ts';

/** Parts of a date or a time, or the count of related rows: Directus's `…_functions`. */
export function partsType(build: Build, name: string): GraphQLObjectType {
  return once(build.objects, name, () => {
    const upstream = build.upstream.getType(name);
    if (!isObjectType(upstream)) throw new TypeError(`Directus has no type ${name}.`);
    const fields = Object.values(upstream.getFields()).map((field): [string, GraphQLFieldConfig<unknown, unknown>] => [
      camelCase(field.name),
      {
        type: graphScalar(getNamedType(field.type).name),
        description: descriptions[field.name] ?? `The ${field.name}.`,
        extensions: { directus: { kind: 'value', name: field.name } },
      },
    ]);
    return new GraphQLObjectType({
      name: build.prefix + pascalCase(name),
      description: 'Parts of a value, in UTC where it is a time.',
      extensions: { directus: { name } },
      fields: Object.fromEntries(fields),
    });
  });
}

const descriptions: Readonly<Record<string, string>> = {
  count: 'How many there are.',
  month: 'The month, 1 to 12.',
  week: 'The week of the year, ISO 8601.',
  day: 'The day of the month, 1 to 31.',
  weekday: 'The day of the week, 0 (Sunday) to 6.',
};
