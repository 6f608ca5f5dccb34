import { buildSchema, defaultFieldResolver, type GraphQLFieldResolver, graphqlSync } from 'graphql';
import { TwentyError } from '../errors.ts';
import type { TwentyAnswer, TwentyRequest } from '../graphql/request.ts';
import { withoutSuggestion } from '../graphql/suggestion.ts';
import { isObject } from '../model/column.ts';
import type { ObjectMetadata } from './objects.ts';

/** What the stand-in knows of the metadata API: what a gateway asks it, which is how the workspace is made. */
const schema = buildSchema(/* GraphQL */ `
  type Query {
    currentWorkspace: Workspace!
    objects(paging: CursorPaging! = { first: 10 }): ObjectConnection!
    getRoles: [Role!]!
  }
  type Workspace { id: UUID! metadataVersion: Float! }
  type Role { label: String! }
  input CursorPaging { before: ConnectionCursor after: ConnectionCursor first: Int last: Int }
  type PageInfo {
    hasNextPage: Boolean
    hasPreviousPage: Boolean
    startCursor: ConnectionCursor
    endCursor: ConnectionCursor
  }
  type ObjectConnection { pageInfo: PageInfo! edges: [ObjectEdge!]! }
  type ObjectEdge { node: Object! cursor: ConnectionCursor! }
  type Object {
    id: UUID!
    nameSingular: String!
    namePlural: String!
    labelSingular: String!
    labelPlural: String!
    isActive: Boolean!
    isSystem: Boolean!
    labelIdentifierFieldMetadataId: UUID
    duplicateCriteria: [[String!]!]
    fieldsList: [Field!]!
  }
  type Field {
    id: UUID!
    type: FieldMetadataType!
    name: String!
    label: String!
    isActive: Boolean
    isSystem: Boolean
    isNullable: Boolean
    isUnique: Boolean
    defaultValue: JSON
    options: JSON
    settings: JSON
    relation: Relation
    morphRelations: [Relation!]
  }
  type Relation {
    type: RelationType!
    sourceObjectMetadata: Object!
    targetObjectMetadata: Object!
    sourceFieldMetadata: Field!
    targetFieldMetadata: Field!
  }
  enum RelationType { MANY_TO_ONE ONE_TO_MANY }
  enum FieldMetadataType {
    ACTOR ADDRESS ARRAY BOOLEAN CURRENCY DATE DATE_TIME EMAILS FILES FULL_NAME LINKS MORPH_RELATION MULTI_SELECT NUMBER
    NUMERIC PHONES POSITION RATING RAW_JSON RELATION RICH_TEXT SELECT TEXT TS_VECTOR UUID
  }
  scalar UUID
  scalar JSON
  scalar ConnectionCursor
`);

/** The sandbox's schema never changes. */
const WORKSPACE = { id: '20202020-0000-4000-8000-000000000001', metadataVersion: 1 };

const ROLES = [{ label: 'Member' }, { label: 'Admin' }];

/** Answers `/metadata`. What a fragment of it asks about the schema itself, or that there is no such field, anyone may. */
export function answerMetadata(
  objects: readonly ObjectMetadata[],
  { query, variables, operationName }: TwentyRequest,
  hasToken: boolean,
): TwentyAnswer {
  const onlyWithToken = <T>(read: T): T | (() => never) => (hasToken ? read : refuse);
  const { data, errors } = graphqlSync({
    schema,
    source: query,
    rootValue: {
      currentWorkspace: onlyWithToken(WORKSPACE),
      getRoles: onlyWithToken(ROLES),
      objects: onlyWithToken(({ paging }: { paging: Paging }) => pageOf(objects, paging)),
    },
    fieldResolver: resolveFrom(objects),
    variableValues: variables,
    operationName,
  });
  if (!errors) return { data };
  const shown = errors.map((error) =>
    error.originalError instanceof TwentyError ? error.originalError : withoutSuggestion(error),
  );
  return data === undefined ? { errors: shown } : { data, errors: shown };
}

function refuse(): never {
  throw new TwentyError('Forbidden resource', { code: 'FORBIDDEN', userFriendlyMessage: 'An error occurred.' });
}

/** The objects at the ends of relations are whole ones, as far as they are known. */
function resolveFrom(objects: readonly ObjectMetadata[]): GraphQLFieldResolver<unknown, unknown> {
  return (source, args, context, info) => {
    const value = defaultFieldResolver(source, args, context, info);
    if (info.parentType.name !== 'Relation' || !isObject(value)) return value;
    return objects.find(({ nameSingular }) => nameSingular === value.nameSingular) ?? value;
  };
}

interface Paging {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

/** A page of a list, whose cursors are its places in it. Without `before`, `last` gives nothing. */
function pageOf(objects: readonly ObjectMetadata[], { first, after, last, before }: Paging) {
  const isBackward = typeof last === 'number';
  const end = isBackward ? placeOf(before, 0) : placeOf(after, -1) + 1 + (first ?? 0);
  const start = isBackward ? Math.max(0, end - last) : placeOf(after, -1) + 1;
  const edges = (isBackward && typeof first === 'number' ? [] : objects.slice(start, end)).map((node, index) => ({
    node,
    cursor: Buffer.from(`arrayconnection:${start + index}`).toString('base64'),
  }));
  return {
    edges,
    pageInfo: {
      hasNextPage: edges.length > 0 && end < objects.length,
      hasPreviousPage: edges.length > 0 && start > 0,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

function placeOf(cursor: string | null | undefined, fallback: number): number {
  const place = Number(
    Buffer.from(cursor ?? '', 'base64')
      .toString()
      .split(':')[1],
  );
  return Number.isInteger(place) ? place : fallback;
}
