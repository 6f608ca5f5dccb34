import { defaultFieldResolver, type GraphQLFieldResolver, type GraphQLSchema, getNamedType, graphql } from 'graphql';
import type { TwentyRecord, TwentyRecords } from '../../sandbox/twenty/index.ts';
import type { Answering } from './agreement.ts';
import { aggregate, type Connection, connection, groups } from './crm-lists.ts';
import { createWorld, isObject, stored, type World } from './crm-world.ts';

/** Objects whose absent texts are null; those of all other parts of records are "". */
const NULL_TEXTS = ['CrmCurrency', 'CrmRichText', 'PageInfo'];

/**
 * What the CRM's part of the graph answers when graphql-js executes it over records in memory. It shares no code with
 * the dialect nor with Twenty's stand-in.
 * @param schema the graph, as the audience sees it that asks
 * @param records complete ones: with every field that is never null
 */
export function createCrmOracle(schema: GraphQLSchema, records: TwentyRecords): Answering {
  const world = createWorld(schema, records);
  const fieldResolver = resolverOf(world);
  return async ({ query, variables, operationName }) => {
    const answer = await graphql({
      schema: world.schema,
      source: query,
      variableValues: variables,
      ...(operationName !== undefined && { operationName }),
      fieldResolver,
    });
    return JSON.parse(JSON.stringify(answer));
  };
}

function resolverOf(world: World): GraphQLFieldResolver<unknown, unknown> {
  return (source, args, context, info) => {
    const { name: type } = info.parentType;
    const { name: target } = getNamedType(info.returnType);
    if (info.parentType === world.schema.getQueryType()) return root(world, target, args);
    if (isConnection(source) && !(info.fieldName in source)) return aggregate(world, source, info.fieldName);
    if (!isRecord(source) || !world.isRecord(type)) {
      return stored(defaultFieldResolver(source, args, context, info)) ?? absent(type, target);
    }
    if (world.isRecord(target)) return world.follow(type, info.fieldName, source);
    const child = target.replace(/Connection$/, '');
    if (!world.isRecord(child)) return defaultFieldResolver(source, args, context, info) ?? composite(world, target);
    const column = world.joinColumn(type, child);
    const children = world.records(child).filter((record) => record[column] === source.id);
    return connection(world, child, children, args);
  };
}

function root(world: World, target: string, args: Readonly<Record<string, unknown>>): unknown {
  const type = target.replace(/(GroupBy)?Connection$/, '');
  const records = world.records(type);
  if (target.endsWith('GroupByConnection')) return groups(world, type, records, args);
  if (target.endsWith('Connection')) return connection(world, type, records, args);
  const id = String(args.id).toLowerCase();
  return records.find((record) => record.id === id && !record.deletedAt);
}

function absent(type: string, target: string): unknown {
  return target === 'String' && !NULL_TEXTS.includes(type) ? '' : null;
}

/** A composite is always there, with nothing in it where nothing is known. */
function composite(world: World, target: string): unknown {
  const type = world.schema.getType(target);
  return type && 'getFields' in type ? {} : null;
}

function isConnection(value: unknown): value is Connection {
  return isObject(value) && 'all' in value && 'edges' in value;
}

function isRecord(value: unknown): value is TwentyRecord {
  return isObject(value) && typeof value.id === 'string';
}
