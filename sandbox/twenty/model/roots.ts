import { type GraphQLObjectType, type GraphQLSchema, getNamedType, getNullableType, isListType } from 'graphql';
import type { ObjectType } from './object-type.ts';

const MUTATION_VERBS = ['create', 'update', 'delete', 'destroy', 'restore', 'merge'] as const;

type MutationVerb = (typeof MUTATION_VERBS)[number];

/** What a root field does to which object. */
export interface Root {
  readonly object: ObjectType;
  readonly operation: 'findOne' | 'findMany' | 'groupBy' | 'findDuplicates' | `${MutationVerb}${'One' | 'Many'}`;
}

/** Reads the root fields of a Twenty schema by their types and names. */
export function readRoots(schema: GraphQLSchema, objects: ReadonlyMap<string, ObjectType>): ReadonlyMap<string, Root> {
  return new Map([
    ...readFields(schema.getQueryType(), (name) => {
      const [, typename = '', suffix] = /^(.+?)(GroupByConnection|Connection)?$/.exec(name.type) ?? [];
      const object = objects.get(typename);
      if (!object) return undefined;
      if (suffix === 'GroupByConnection') return { object, operation: 'groupBy' };
      if (suffix === 'Connection') return { object, operation: name.isList ? 'findDuplicates' : 'findMany' };
      return { object, operation: 'findOne' };
    }),
    ...readFields(schema.getMutationType(), ({ field, type, isList }) => {
      const object = objects.get(type);
      const verb = MUTATION_VERBS.find((candidate) => field.startsWith(candidate));
      return object && verb && { object, operation: `${verb}${isList ? 'Many' : 'One'}` };
    }),
  ]);
}

interface RootField {
  readonly field: string;
  readonly type: string;
  readonly isList: boolean;
}

function readFields(
  type: GraphQLObjectType | null | undefined,
  read: (field: RootField) => Root | undefined,
): ReadonlyMap<string, Root> {
  const roots = new Map<string, Root>();
  for (const field of Object.values(type?.getFields() ?? {})) {
    const isList = isListType(getNullableType(field.type));
    const root = read({ field: field.name, type: getNamedType(field.type).name, isList });
    if (root) roots.set(field.name, root);
  }
  return roots;
}
