import {
  GraphQLFloat,
  GraphQLID,
  type GraphQLInputFieldConfig,
  GraphQLInputObjectType,
  type GraphQLInputType,
  GraphQLList,
  GraphQLNonNull,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isInputType,
  isNonNullType,
} from 'graphql';
import { scalars } from '../../schema/scalars.ts';
import { type Build, joiningFields, once } from './build.ts';
import { type Collection, collectionNames } from './collections.ts';
import type { CollectionField } from './fields.ts';
import type { InputMapping } from './mapping.ts';
import { keyKind, rowType } from './objects.ts';
import { bareName, pascalCase } from './words.ts';

/** What an input says of a row: it is made, it is changed, or it is what a written row refers to, made or there before. */
export type InputForm = 'create' | 'update' | 'related';

/**
 * The graph's input type for a row of a collection, in the graph's names. Only what is made at the root has required
 * fields: a related row may be one that there is already, of which the key is all that need be said.
 * @returns undefined where Directus does not let the row be written, or it has no field that could be
 */
export function rowInput(build: Build, collection: Collection, form: InputForm): GraphQLInputObjectType | undefined {
  const upstream = upstreamInput(build, collection, form);
  if (!upstream || writtenFields(build, collection, form, upstream).length === 0) return undefined;
  return once(build.inputs, `${form} ${collection.name}`, () => {
    return new GraphQLInputObjectType({
      name: `${build.prefix}${pascalCase(form)}${bareName(collection.type, build.prefix)}Input`,
      description: descriptions[form](collection),
      extensions: { directus: { name: collection.name, key: collection.key } },
      fields: () => inputFields(build, collection, form, upstream),
    });
  });
}

const descriptions: Readonly<Record<InputForm, (collection: Collection) => string>> = {
  create: ({ type }) => `A ${type} to be made.`,
  update: ({ type }) => `What is to change of a ${type}. What is left out stays; null takes the value away.`,
  related: ({ type, key }) =>
    `A related ${type}: with \`${key}\` alone the one that there is, with more that one changed, without \`${key}\` a new one.`,
};

function upstreamInput({ upstream }: Build, { name }: Collection, form: InputForm): GraphQLInputObjectType | undefined {
  const type = upstream.getType(`${form === 'create' ? 'create' : 'update'}_${name}_input`);
  return isInputObjectType(type) ? type : undefined;
}

function inputFields(build: Build, collection: Collection, form: InputForm, upstream: GraphQLInputObjectType) {
  const row = rowType(build, collection).getFields();
  const fields = writtenFields(build, collection, form, upstream).map(
    ({ field, type }): [string, GraphQLInputFieldConfig] => {
      const own = fieldType(build, collection, field);
      const isRequired = form === 'create' && isNonNullType(type);
      const description = row[field.as]?.description;
      const list = field.kind === 'many' ? ' All of them: those that are left out are no longer related.' : '';
      return [
        field.as,
        {
          type: isRequired ? new GraphQLNonNull(own) : own,
          description: `${description}${list}`,
          extensions: { directus: mappingOf(build, collection, field) },
        },
      ];
    },
  );
  return Object.fromEntries(fields);
}

/** The fields that an input has: those that join the graph, and no key where a row is changed. */
function writtenFields(build: Build, collection: Collection, form: InputForm, upstream: GraphQLInputObjectType) {
  const known = joiningFields(build, collection);
  return Object.values(upstream.getFields()).flatMap(({ name, type }) => {
    const field = known.get(name);
    return field && !(form === 'update' && name === collection.key) ? [{ field, type }] : [];
  });
}

/** A value is written in the scalar that it is read in; a row that Directus does not let be written, by its key. */
function fieldType(build: Build, collection: Collection, { as, kind, upstream }: CollectionField): GraphQLInputType {
  const related = build.collections.get(getNamedType(upstream.type).name);
  const input = related && rowInput(build, related, 'related');
  switch (kind) {
    case 'many':
      return new GraphQLList(new GraphQLNonNull(input ?? GraphQLID));
    case 'one':
      return input ?? GraphQLID;
    case 'any':
    case 'reference':
      return GraphQLID;
    default: {
      const type = getNullableType(rowType(build, collection).getFields()[as]?.type);
      if (!isInputType(type)) throw new TypeError(`${as} of ${collection.type} is no value.`);
      // It may be a decimal, which Directus takes as exact as it is written.
      return type === GraphQLFloat ? scalars.Decimal : type;
    }
  }
}

/** Directus offers the parts of a time of day for it, and no others. */
function isTime({ upstream }: Collection, name: string): boolean {
  const parts = upstream.getFields()[`${name}_func`];
  return parts !== undefined && getNamedType(parts.type).name === 'time_functions';
}

function mappingOf(build: Build, collection: Collection, { name, kind, upstream }: CollectionField): InputMapping {
  const types = collectionNames(collection, name, build.collections);
  const related = kind === 'value' || kind === 'values' ? undefined : getNamedType(upstream.type).name;
  const target = name === collection.key ? collection : build.collections.get(related ?? '');
  return {
    name,
    ...(types && { collections: new Map(Array.from(types, ([from, to]) => [to, from])) }),
    ...(target && { keyKind: keyKind(build, target) }),
    ...(isTime(collection, name) && { isTime: true }),
  };
}
