import type { GraphQLResolveInfo } from 'graphql';
import type { Collection, Model } from '../data/model.ts';
import { readQuery } from '../query/query.ts';
import { readItems } from '../query/read.ts';
import { type ItemsRequest, type WritingScope, writeItems } from '../write/items.ts';

type Args = Readonly<Record<string, unknown>>;

/** Writes by a root of `Mutation`, and answers with what was written, or with the keys of what was deleted. */
export function resolveMutation(scope: WritingScope, args: Args, info: GraphQLResolveInfo): unknown {
  const { action, collection, rows } = mutationOf(scope.model, info.fieldName);
  if (action === 'delete') {
    writeItems(scope, requestOf(collection, 'DELETE', args.id, args.ids));
    return args;
  }
  const written = requests(collection, action, rows, args).flatMap((request) => writeItems(scope, request));
  const keys = written.map((row) => Object(row)[collection.primaryKey]);
  const [node] = info.fieldNodes;
  const filter = { kind: 'compare', path: [collection.primaryKey], operator: '_in', operand: keys } as const;
  const reading = { scope, fragments: info.fragments, variables: info.variableValues };
  const found = readItems(scope, readQuery(reading, collection, node?.selectionSet?.selections ?? [], { filter }));
  return rows === 'one' ? found[0] : found;
}

interface Mutation {
  readonly action: 'create' | 'update' | 'delete';
  readonly collection: Collection;
  readonly rows: 'one' | 'many' | 'batch';
}

const ROWS: Readonly<Record<string, Mutation['rows']>> = { _item: 'one', _items: 'many', _batch: 'batch', '': 'one' };

function mutationOf(model: Model, name: string): Mutation {
  const [, action = '', rest = ''] = /^([a-z]+)_(.*)$/.exec(name) ?? [];
  for (const [suffix, rows] of Object.entries(ROWS)) {
    const collection = rest.endsWith(suffix) ? model.get(rest.slice(0, rest.length - suffix.length)) : undefined;
    if (collection) return { action: action as Mutation['action'], collection, rows };
  }
  throw new Error(`No collection answers "${name}".`);
}

/** What is asked by REST for the same: one request, but for a batch one for each row. */
function requests(
  collection: Collection,
  action: Mutation['action'],
  rows: Mutation['rows'],
  args: Args,
): ItemsRequest[] {
  if (action === 'create') return [requestOf(collection, 'POST', undefined, args.data)];
  if (rows === 'one') return [requestOf(collection, 'PATCH', args.id, args.data)];
  if (rows === 'many') return [requestOf(collection, 'PATCH', undefined, { keys: args.ids, data: args.data })];
  const each: readonly unknown[] = Array.isArray(args.data) ? args.data : [];
  return each.map((data) => requestOf(collection, 'PATCH', Object(data)[collection.primaryKey], data));
}

function requestOf({ name, primaryKey }: Collection, method: string, id: unknown, body: unknown): ItemsRequest {
  return { method, collection: name, id: id === undefined ? undefined : String(id), body, fields: [primaryKey] };
}
