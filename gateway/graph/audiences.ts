import { MapperKind, mapSchema, pruneSchema } from '@graphql-tools/utils';
import { type GraphQLInputType, type GraphQLOutputType, type GraphQLSchema, getNamedType } from 'graphql';
import type { Caller } from '../../subgraphs/upstream.ts';
import { OPENED_BY, SCOPES, type Scope } from './scopes.ts';

/** Who a schema is for. */
export type Audience = Caller['audience'];

/** What only staff may know of: the CRM, and what the CMS holds beside what it publishes. */
const STAFF_ONLY = [
  'Crm*',
  'CompaniesInRegion',
  'Query.crm*',
  'Mutation.*',
  'Cms*.internalNote',
  'Cms*.INTERNAL_NOTE*',
  'Cms*.status',
  'Cms*.STATUS*',
  ...OPENED_BY['ingestion:read'],
];

/**
 * What each audience does not have, as schema coordinates: `Type`, `Type.field`, `Enum.VALUE`, `Input.field`, with `*` for
 * any part of a name. What an audience lacks does not exist for it: whatever takes or answers a hidden type is hidden with it.
 */
const HIDDEN: Readonly<Record<Audience, readonly string[]>> = {
  public: [...STAFF_ONLY, ...OPENED_BY['analytics:bulk']],
  partner: STAFF_ONLY,
  internal: [],
};

/**
 * The graph cut to what an audience may know of.
 * @param scopes what of it the scopes gate is hidden, but for these
 * @param lookups root fields that exist for links alone: no audience has them
 */
export function cutFor(
  audience: Audience,
  scopes: ReadonlySet<Scope>,
  graph: GraphQLSchema,
  lookups: readonly string[],
): GraphQLSchema {
  const gated = SCOPES.filter((scope) => !scopes.has(scope)).flatMap((scope) => OPENED_BY[scope]);
  const patterns = [...HIDDEN[audience], ...gated, ...lookups.map((lookup) => `Query.${lookup}`)].map(patternOf);
  const isHidden = (coordinate: string) => patterns.some((pattern) => pattern.test(coordinate));
  const ofHiddenType = (type: GraphQLOutputType | GraphQLInputType) => isHidden(getNamedType(type).name);

  const cut = mapSchema(graph, {
    [MapperKind.TYPE]: (type) => (isHidden(type.name) ? null : undefined),
    [MapperKind.OBJECT_FIELD]: (field, name, typeName) => {
      if (isHidden(`${typeName}.${name}`) || ofHiddenType(field.type)) return null;
      const args = Object.entries(field.args ?? {}).filter(([, { type }]) => !ofHiddenType(type));
      return { ...field, args: Object.fromEntries(args) };
    },
    [MapperKind.INPUT_OBJECT_FIELD]: (field, name, typeName) =>
      isHidden(`${typeName}.${name}`) || ofHiddenType(field.type) ? null : undefined,
    [MapperKind.ENUM_VALUE]: (_value, typeName, _schema, name) => (isHidden(`${typeName}.${name}`) ? null : undefined),
  });
  return pruneSchema(cut);
}

function patternOf(coordinate: string): RegExp {
  return new RegExp(`^${coordinate.replace('.', '\\.').replaceAll('*', '[^.]*')}$`);
}
