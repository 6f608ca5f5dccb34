import { readFileSync } from 'node:fs';
import { MapperKind, mapSchema, pruneSchema } from '@graphql-tools/utils';
import {
  buildSchema,
  type ExecutionResult,
  execute,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isListType,
  parse,
  printSchema,
} from 'graphql';
import type { Content } from '../../subgraphs/directus/content-model/index.ts';
import { datePart } from './cms-dates.ts';
import { typeOfCollection } from './cms-filter.ts';
import { type Args, aggregate, type Group, grouped, listed } from './cms-lists.ts';
import { cell, columnOf, type Entity, type Role, type World, worldOf } from './cms-rows.ts';
import type { Query } from './render.ts';

/** What an upload alone could tell: the content does not hold it. */
const UNKNOWN = /^CmsFile(Filter)?\.(duration|uploadedOn|modifiedOn)/;

/** What the public does not see. */
const FOR_STAFF = /^Cms\w+\.(internalNote|status|INTERNAL_NOTE|STATUS)/;

const committed = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));

/** The CMS's part of the graph as a role sees it, without what leads out of it. */
export function cmsSchema(role: Role): GraphQLSchema {
  const isCms = (name: string) => name.startsWith('Cms') || ['String', 'Int', 'Float', 'ID', 'Boolean'].includes(name);
  const scalars = ['DateTime', 'Date', 'BigInt', 'Decimal', 'JSON', 'URL'];
  const isUnseen = (name: string) => UNKNOWN.test(name) || (role === 'public' && FOR_STAFF.test(name));
  const own = mapSchema(committed, {
    [MapperKind.MUTATION]: () => null,
    [MapperKind.OBJECT_FIELD]: (field, name, type) => {
      const target = getNamedType(field.type).name;
      const isOfCms = type === 'Query' ? name.startsWith('cms') : type.startsWith('Cms');
      return isOfCms && (isCms(target) || scalars.includes(target)) && !isUnseen(`${type}.${name}`) ? field : null;
    },
    [MapperKind.INPUT_OBJECT_FIELD]: (field, name, type) => (isUnseen(`${type}.${name}`) ? null : field),
    [MapperKind.ENUM_VALUE]: (value, type, _schema, name) => (isUnseen(`${type}.${name}`) ? null : value),
  });
  return buildSchema(printSchema(pruneSchema(own)));
}

/** Parts of a value: of a date, or of the rows of a relation. */
interface Parts {
  readonly parts: (name: string) => unknown;
}

interface Method {
  readonly method: string;
  readonly rows: Group['rows'];
}

type Source = Entity | Parts | Group | Method;

/**
 * Answers a query of the CMS's part of the graph as GraphQL's specification says, over the content in memory.
 * It knows nothing of Directus: neither of its dialect, nor of its stand-in.
 */
export function cmsOracle(content: Content, role: Role) {
  const world = worldOf(content, role);
  const schema = cmsSchema(role);
  return {
    schema,
    answer: ({ query, variables, operationName }: Query): ExecutionResult =>
      execute({
        schema,
        document: parse(query),
        variableValues: variables,
        operationName,
        fieldResolver: resolverOf(world),
        typeResolver: (source: Entity) => source.type,
      }) as ExecutionResult,
  };
}

function resolverOf(world: World): GraphQLFieldResolver<Source | undefined, unknown> {
  return (source, args, _context, { fieldName, returnType }) => {
    if (source === undefined) return root(world, args, returnType);
    if ('parts' in source) return source.parts(fieldName);
    if ('method' in source) return aggregate(source.method, fieldName, source.rows);
    if ('group' in source) return ofGroup(source, fieldName);
    return ofEntity(world, source, fieldName, args, String(returnType));
  };
}

function root(world: World, args: Args, returnType: unknown): unknown {
  const type = getNamedType(returnType as GraphQLObjectType).name;
  if (type.endsWith('Aggregated')) {
    const of = type.slice(0, -'Aggregated'.length);
    return grouped(world, of, world.rows(of), args);
  }
  const entity = (row: Entity['row'] | undefined) => (row ? { type, row } : null);
  if (isListType(returnType)) return listed(world, type, world.rows(type), args).map(entity);
  const [by] = Object.entries(args);
  return entity(by ? world.rows(type).find((row) => String(row[by[0]]) === String(by[1])) : world.rows(type)[0]);
}

function ofGroup({ group, rows }: Group, name: string): unknown {
  if (name === 'group') return group;
  return name === 'countAll' ? rows.length : { method: name, rows };
}

function ofEntity(world: World, entity: Entity, name: string, args: Args, returnType: string): unknown {
  const { type, row } = entity;
  const relation = world.shape(type).relations[name];
  if (relation?.kind === 'many') {
    return listed(world, relation.to, world.many(entity, name), args).map((each) => ({ type: relation.to, row: each }));
  }
  if (relation) return world.one(entity, name);
  if (name.endsWith('Func')) return parts(world, entity, name.slice(0, -'Func'.length));
  if (name === 'url') return assetUrl(String(row.id), args);
  if (type === 'CmsPageBlock' && name === 'collection') return typeOfCollection(String(row.collection));
  return returnType.startsWith('[') ? (row[columnOf(name)] ?? null) : cell(row, columnOf(name));
}

function parts(world: World, entity: Entity, field: string): Parts {
  const isCount = world.shape(entity.type).relations[field]?.kind === 'many';
  if (isCount) return { parts: () => world.many(entity, field).length };
  return { parts: (part) => datePart(part, cell(entity.row, columnOf(field))) };
}

/** Where the tests' gateway says that files are. */
const ASSETS = 'https://cms.example/assets/';

function assetUrl(id: string, args: Args): string {
  const given = ['width', 'height', 'fit', 'format', 'quality'].filter((name) => (args[name] ?? null) !== null);
  const query = given.map((name) => `${name}=${String(args[name]).toLowerCase()}`).join('&');
  return `${ASSETS}${id}${query && `?${query}`}`;
}
