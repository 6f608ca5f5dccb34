import {
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  getNamedType,
  isCompositeType,
  isObjectType,
} from 'graphql';
import type { Collection, Model } from '../data/model.ts';
import { mayReadVersions } from '../data/roles.ts';
import { present } from '../data/store.ts';
import { forbidden } from '../errors.ts';
import { aggregate } from '../query/aggregate.ts';
import { argumentValues, checkSelection, readSelection } from '../query/arguments.ts';
import type { Scope } from '../query/columns.ts';
import { isInt4 } from '../query/operators.ts';
import { readQuery } from '../query/query.ts';
import { type Item, readItems } from '../query/read.ts';
import type { WritingScope } from '../write/items.ts';
import { resolveMutation } from './mutations.ts';

/**
 * Resolves every field as Directus does: a root by one query made of the whole tree below it, everything else by what
 * that query left in its item.
 */
export const resolveField: GraphQLFieldResolver<Item | undefined, WritingScope> = (item, args, scope, info) => {
  if (info.parentType.name === 'Mutation') return resolveMutation(scope, args, info);
  if (info.parentType.name === 'Query') return resolveRoot(scope, info);
  const type = getNamedType(info.returnType);
  if (isObjectType(type) && type.name.endsWith('_functions')) {
    const field = info.fieldName.slice(0, -'_func'.length);
    const parts = Object.keys(type.getFields());
    return Object.fromEntries(parts.map((part) => [part, item?.[`${field}_${part}`]]));
  }
  const isRelation = isCompositeType(type) && scope.model.has(info.parentType.name);
  return item?.[isRelation ? info.path.key : info.fieldName];
};

/** What a role is answered that may not read content versions. */
const NO_VERSIONS =
  'You don\'t have permission to access collection "directus_versions" or it does not exist. Queried in root.';

async function resolveRoot(scope: WritingScope, info: GraphQLResolveInfo): Promise<unknown> {
  // The first only: what a second selection of the same root adds is never fetched.
  const [node] = info.fieldNodes;
  const { collection, kind } = rootOf(scope.model, info.fieldName);
  const selections = node?.selectionSet?.selections ?? [];
  const values = argumentValues(node?.arguments ?? [], info.variableValues);
  checkVersion(scope, kind, values.version);
  if (kind === 'aggregated') return aggregate(scope, collection, selections, values);
  const selection = readSelection(scope.model, collection, values);
  checkSelection(selection);
  const reading = { scope, fragments: info.fragments, variables: info.variableValues };
  const query = readQuery(reading, collection, selections, selection);
  if (kind === 'list' && collection.singleton) return readItems(scope, query)[0] ?? defaultsOf(scope, collection);
  if (kind === 'list') return readItems(scope, query);
  const id = readKey(collection, values.id);
  const filter = { kind: 'compare', path: [collection.primaryKey], operator: '_eq', operand: id } as const;
  const [item] = id === undefined ? [] : readItems(scope, { ...query, selection: { filter } });
  if (!item) throw forbidden();
  return item;
}

/** A singleton that was never saved has the defaults of its columns. */
function defaultsOf({ rules }: WritingScope, { name, fields }: Collection): Item {
  const columns = Array.from(fields.values(), (field) => [
    field.name,
    present(field, rules.column(name, field.name).default),
  ]);
  return Object.fromEntries(columns);
}

/** No row here has a content version. Without one, `_by_version` answers the row itself. */
function checkVersion({ role }: Scope, kind: RootKind, version: unknown): void {
  if (kind !== 'by_version' && (!version || version === 'main')) return;
  if (!mayReadVersions(role)) throw forbidden(NO_VERSIONS);
  if (kind !== 'by_version') throw forbidden();
}

type RootKind = 'list' | 'by_id' | 'by_version' | 'aggregated';

function rootOf(model: Model, name: string): { readonly collection: Collection; readonly kind: RootKind } {
  const list = model.get(name);
  if (list) return { collection: list, kind: 'list' };
  const [, owner = '', kind] = /^(.*)_(by_id|by_version|aggregated)$/.exec(name) ?? [];
  const collection = model.get(owner);
  if (!collection) throw new Error(`No collection answers "${name}".`);
  return { collection, kind: kind as RootKind };
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * The key as the database has it; undefined when it cannot be one, and so no row's.
 * @throws Error for an empty one, which Directus takes for none at all, and one that PostgreSQL cannot read
 */
function readKey({ fields, primaryKey }: Collection, id: unknown): number | string | undefined {
  if (id === '') throw new Error('The key is empty.');
  const type = fields.get(primaryKey)?.type;
  if (type === 'uuid' && !UUID.test(String(id))) return undefined;
  if (type !== 'integer') return String(id);
  const key = Number(id);
  if (!Number.isInteger(key)) return undefined;
  if (!isInt4(key)) throw new Error(`invalid input for type integer: "${key}"`);
  return key;
}
