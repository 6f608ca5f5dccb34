import {
  defaultFieldResolver,
  type ExecutionResult,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  getNamedType,
  graphql,
  isObjectType,
} from 'graphql';
import { collectSubfields } from 'graphql/execution/collectFields.js';
import type { TwentyRecord } from '../../sandbox/twenty/index.ts';
import type { Answering } from './agreement.ts';
import { aggregate, type Connection, connection, groups } from './crm-lists.ts';
import { answered, isObject, type World } from './crm-world.ts';

/**
 * What the CRM's part of the graph answers when graphql-js executes it over complete records in memory. It shares no code with
 * the dialect nor with Twenty's stand-in.
 */
export function createCrmOracle(world: World): Answering {
  const fieldResolver = resolverOf(world);
  return async ({ query, variables, operationName }) => {
    const answer = await graphql({
      schema: world.schema,
      source: query,
      variableValues: variables,
      ...(operationName !== undefined && { operationName }),
      fieldResolver,
    });
    return comparable(answer);
  };
}

/** An answer as JSON, with its errors in one order and without where they stand in the document: an upstream has none. */
export function comparable({ data, errors }: ExecutionResult): unknown {
  const reported = errors?.map(({ message, path = [], extensions }) => ({ message, path, extensions }));
  const sorted = reported?.toSorted((one, other) => (one.path.join() < other.path.join() ? -1 : 1));
  return JSON.parse(JSON.stringify({ data, errors: sorted }));
}

function resolverOf(world: World): GraphQLFieldResolver<unknown, unknown> {
  return (source, args, context, info) => {
    const { name: type } = info.parentType;
    const { name: target } = getNamedType(info.returnType);
    const readValue = () =>
      answered(String(info.returnType), info.fieldName, defaultFieldResolver(source, args, context, info));
    if (target.endsWith('Connection')) refuseMixedCurrencies(args, info);
    if (info.parentType === world.schema.getQueryType()) return root(world, target, args);
    if (isConnection(source) && !(info.fieldName in source)) return aggregate(world, source, info.fieldName);
    if (!isRecord(source) || !world.isRecord(type)) {
      return readValue();
    }
    if (world.isRecord(target)) return world.follow(type, info.fieldName, source);
    // The id of a deleted record is as absent as the record.
    const relation = info.fieldName.replace(/Id$/, '');
    if (world.hasRelation(type, relation)) return world.follow(type, relation, source)?.id;
    const child = target.replace(/Connection$/, '');
    if (!world.isRecord(child)) {
      return readValue() ?? composite(world, target);
    }
    const column = world.joinColumn(type, info.fieldName, child);
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

/** @throws GraphQLError where amounts of several currencies would be added or compared */
function refuseMixedCurrencies(
  { filter, groupBy }: Readonly<Record<string, unknown>>,
  { schema, fragments, variableValues, fieldNodes, returnType }: GraphQLResolveInfo,
): void {
  const type = getNamedType(returnType);
  if (!isObjectType(type)) return;
  const selected = collectSubfields(schema, fragments, variableValues, type, fieldNodes);
  for (const name of [...selected.values()].map(([field]) => field?.name.value ?? '')) {
    const [, subject = ''] = /^(?:sum|avg|min|max)(.+)AmountMicros$/.exec(name) ?? [];
    const amount = subject.charAt(0).toLowerCase() + subject.slice(1);
    if (amount === '' || isOfOneCurrency(amount, filter) || isGroupedByCurrency(amount, groupBy)) continue;
    const orGroup = groupBy === undefined ? '' : `, or group by \`${amount}: { currencyCode: true }\``;
    throw new GraphQLError(
      `Amounts of several currencies are not added or compared: filter by \`${amount}: { currencyCode: { eq: … } }\`${orGroup}.`,
      { extensions: { upstream: 'twenty', code: 'BAD_USER_INPUT' } },
    );
  }
}

function isOfOneCurrency(amount: string, filter: unknown): boolean {
  if (!isObject(filter)) return false;
  const { [amount]: own, and } = filter;
  const hasOne = isObject(own) && isObject(own.currencyCode) && typeof own.currencyCode.eq === 'string';
  return hasOne || [and].flat().some((each) => isOfOneCurrency(amount, each));
}

const isGroupedByCurrency = (amount: string, groupBy: unknown): boolean =>
  [groupBy].flat().some((each) => isObject(each) && isObject(each[amount]) && each[amount].currencyCode === true);

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
