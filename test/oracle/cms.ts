import { readFileSync } from 'node:fs';
import { MapperKind, mapSchema, pruneSchema } from '@graphql-tools/utils';
import {
  buildSchema,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isListType,
  parse,
  printSchema,
} from 'graphql';
import type { Content } from '../../content-model/index.ts';
import { datePart } from './cms-dates.ts';
import { demoModel, type Role } from './cms-demo.ts';
import { valueIn } from './cms-filter.ts';
import { type Args, aggregate, type Group, grouped, listed } from './cms-lists.ts';
import { type CmsModel, cell, columnOf, jsonOf, jsonOfColumn, keyOf, wholeOf } from './cms-model.ts';
import { type Entity, type World, worldOf } from './cms-rows.ts';
import type { Query } from './render.ts';

/** What an upload alone could tell: the content does not hold it. */
const UNKNOWN = /^CmsFile(Filter)?\.(duration|uploadedOn|modifiedOn)/;

/** Versions of rows, which the content has none of. */
const VERSIONS = 'CmsContentVersion';

/** What the public does not see. */
const FOR_STAFF = /^Cms\w+\.(companyIds|internalNote|status|COMPANY_IDS|INTERNAL_NOTE|STATUS)/;

const committed = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));

/** The CMS's part of the graph as a role sees it, without what leads out of it. */
const cmsSchema = (role: Role) =>
  partOfCms(committed, (coordinate) => UNKNOWN.test(coordinate) || (role === 'public' && FOR_STAFF.test(coordinate)));

/**
 * The part of a graph that is read from the CMS, without what leads out of it.
 * @param isUnseen what is left out of it, by its coordinate: `CmsArticle.status`
 */
export function partOfCms(graph: GraphQLSchema, isUnseen: (coordinate: string) => boolean): GraphQLSchema {
  const isCms = (name: string) => name.startsWith('Cms') || ['String', 'Int', 'Float', 'ID', 'Boolean'].includes(name);
  const scalars = ['DateTime', 'Date', 'BigInt', 'Decimal', 'JSON', 'URL', 'GeoJSON'];
  const own = mapSchema(graph, {
    [MapperKind.MUTATION]: () => null,
    [MapperKind.OBJECT_FIELD]: (field, name, type) => {
      const target = getNamedType(field.type).name;
      const isOfCms = type === 'Query' ? name.startsWith('cms') && target !== VERSIONS : type.startsWith('Cms');
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
  readonly of: string;
  readonly rows: Group['rows'];
}

type Source = Entity | Parts | Group | Method;

/** Answers queries of the CMS's part of the graph, over content in memory. */
export interface CmsOracle {
  readonly schema: GraphQLSchema;
  answer(query: Query): ExecutionResult;
}

/** What this project's own content answers. */
export const cmsOracle = (content: Content, role: Role) => oracleOf(demoModel, content, role, cmsSchema(role));

/**
 * Answers queries as GraphQL's specification says. It knows nothing of Directus: neither of its dialect, nor of its
 * stand-in.
 */
export function oracleOf<R extends string>(
  model: CmsModel<R>,
  content: Content,
  role: R,
  schema: GraphQLSchema,
): CmsOracle {
  const world = worldOf(model, content, role);
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
  return (source, args, _context, { fieldName, parentType, returnType }) => {
    if (source === undefined) return root(world, args, returnType);
    if ('parts' in source) return source.parts(fieldName);
    if ('method' in source) return ofMethod(world, source, fieldName);
    if ('group' in source) return ofGroup(source, fieldName, parentType.name);
    return ofEntity(world, source, fieldName, args, String(returnType));
  };
}

const forbidden = () => new GraphQLError('Forbidden.', { extensions: { code: 'FORBIDDEN' } });

function checkSight({ sight }: World, type: string, field: string): void {
  if (!sight.mayRead(type, field)) throw forbidden();
}

function root(world: World, args: Args, returnType: unknown): unknown {
  const named = getNamedType(returnType as GraphQLObjectType).name;
  const type = world.has(named) ? named : named.replace(/Aggregated$/, '');
  checkSight(world, type, '');
  if (type !== named) return grouped(world, type, world.rows(type), args);
  const entity = (row: Entity['row'] | undefined) => (row ? { type, row } : null);
  if (isListType(returnType)) return listed(world, type, world.rows(type), args).map(entity);
  const [by] = Object.entries(args);
  if (!by) return entity(world.rows(type)[0]);
  const shape = world.shape(type);
  const column = by[0] === 'id' ? keyOf(shape) : columnOf(shape, by[0]);
  return entity(world.rows(type).find((row) => String(row[column]) === String(by[1])));
}

function ofGroup({ group, rows }: Group, name: string, typeName: string): unknown {
  if (name === 'group') return Object.fromEntries(Object.entries(group).map(([key, value]) => [key, jsonOf(value)]));
  return name === 'countAll' ? rows.length : { method: name, of: typeName.replace(/Aggregated$/, ''), rows };
}

function ofMethod(world: World, { method, of, rows }: Method, field: string): number | string | null {
  checkSight(world, of, field);
  return aggregate(world.shape(of), method, field, rows);
}

function ofEntity(world: World, entity: Entity, name: string, args: Args, returnType: string): unknown {
  const { type, row } = entity;
  const shape = world.shape(type);
  const whole = wholeOf(shape, name);
  checkSight(world, type, whole ?? name);
  const relation = shape.relations[name];
  if (relation?.kind === 'many') {
    return listed(world, relation.to, world.many(entity, name), args).map((each) => ({ type: relation.to, row: each }));
  }
  if (relation) return world.one(entity, name);
  if (whole !== undefined) return parts(world, entity, whole);
  if (name === 'url' && shape.collection === FILES) return assetUrl(String(row.id), args);
  const column = columnOf(shape, name);
  const isWhole = returnType.startsWith('[') || shape.kinds?.[column] === 'opaque';
  return isWhole ? (row[column] ?? null) : jsonOfColumn(shape, column, valueIn(world, type, row, column));
}

/** The parts of a value; null for null, and for JSON that is no list. */
function parts(world: World, entity: Entity, field: string): Parts | null {
  const shape = world.shape(entity.type);
  if (shape.relations[field]?.kind === 'many') return { parts: () => world.many(entity, field).length };
  const column = columnOf(shape, field);
  if (shape.kinds?.[column] === 'opaque') {
    const value = entity.row[column];
    return Array.isArray(value) ? { parts: () => value.length } : null;
  }
  const value = cell(shape, entity.row, column);
  return value === null ? null : { parts: (part) => datePart(part, value) };
}

const FILES = 'directus_files';

/** Where the tests' gateway says that files are. */
const ASSETS = 'https://cms.example/assets/';

function assetUrl(id: string, args: Args): string {
  const given = ['width', 'height', 'fit', 'format', 'quality'].filter((name) => (args[name] ?? null) !== null);
  const query = given.map((name) => `${name}=${String(args[name]).toLowerCase()}`).join('&');
  return `${ASSETS}${id}${query && `?${query}`}`;
}

/** The digits of a mean that a database and a loop agree on: they add up in another order. */
const DIGITS = 12;

/** The data as it is but for a fraction's last digits, and of errors what a client goes by. They come in no order. */
export function comparable({ data, errors = [] }: ExecutionResult) {
  const reported = errors.map(({ path, extensions }) => JSON.stringify({ path, code: extensions?.code }));
  const rounded = JSON.stringify(data ?? null, (_key, value: unknown) =>
    typeof value === 'number' && isRounded(value) ? Number(value.toPrecision(DIGITS)) : value,
  );
  return { data: JSON.parse(rounded), errors: reported.toSorted() };
}

/** From 2^50 on a double has no room for the fraction of a mean: one side may round it to an integer. */
const isRounded = (value: number): boolean => !Number.isSafeInteger(value) || Math.abs(value) >= 2 ** 50;
