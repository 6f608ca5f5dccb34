import fc from 'fast-check';
import { getNamedType, isObjectType } from 'graphql';
import type { TwentyRecord } from '../../sandbox/twenty/index.ts';
import { filterOf, orderOf } from './crm-inputs.ts';
import { type Connection, connection } from './crm-lists.ts';
import type { World } from './crm-world.ts';
import { literal } from './literal.ts';

/** A way through all pages of a list. */
export interface Walk {
  readonly list: List;
  readonly filter: object | undefined;
  readonly orderBy: readonly object[] | undefined;
  /** About how many pages there are. */
  readonly pages: number;
  readonly direction: 'forward' | 'backward';
  /** What is selected of a record besides its id. */
  readonly selected: readonly string[];
}

/** A list of records: at a root field, or of the children of one record, alone or among all of its kind. */
export interface List {
  /** The type of the records. */
  readonly type: string;
  readonly root: string;
  /** The connection below the root, of this record. */
  readonly below?: { readonly field: string; readonly parent: TwentyRecord; readonly isAmongAll: boolean };
}

/** A page as it is answered, but for the records, of which only the ids are wanted. */
export interface Page {
  readonly totalCount: number;
  readonly ids: readonly string[];
  readonly cursors: readonly string[];
  readonly pageInfo: object;
}

/** Random walks: orders of up to three keys of every kind, with and without a filter, in either direction. */
export function crmWalks(world: World): fc.Arbitrary<Walk> {
  const lists = [...rootsOf(world), ...rootsOf(world), ...connectionsOf(world)];
  return fc.constantFrom(...lists).chain((list) =>
    fc.record({
      list: fc.constant(list),
      filter: fc.option(filterOf(world, list.type), { nil: undefined }),
      orderBy: fc.option(fc.array(orderOf(world, list.type), { minLength: 1, maxLength: 3 }), {
        nil: undefined,
        freq: 9,
      }),
      pages: fc.integer({ min: 1, max: 7 }),
      direction: fc.constantFrom('forward', 'backward'),
      selected: fc.subarray([...relationsOf(world, list.type)]),
    }),
  );
}

function rootsOf(world: World): readonly List[] {
  const fields = Object.values(world.schema.getQueryType()?.getFields() ?? {});
  return fields.flatMap(({ name, type, args }): readonly List[] => {
    const target = getNamedType(type).name;
    const record = target.replace(/Connection$/, '');
    return args.some((argument) => argument.name === 'first') && world.isRecord(record)
      ? [{ type: record, root: name }]
      : [];
  });
}

function connectionsOf(world: World): readonly List[] {
  return rootsOf(world).flatMap(({ type: parentType, root }) => {
    const object = world.schema.getType(parentType);
    const fields = isObjectType(object) ? Object.values(object.getFields()) : [];
    return fields.flatMap(({ name: field, type }): readonly List[] => {
      const child = getNamedType(type).name.replace(/Connection$/, '');
      if (child === getNamedType(type).name || !world.isRecord(child)) return [];
      const column = world.joinColumn(parentType, field, child);
      const sizes = Map.groupBy(world.records(child), (record) => record[column]);
      const parents = world.records(parentType).filter(({ id, deletedAt }) => !deletedAt && sizes.has(id));
      const [largest] = parents.toSorted((a, b) => (sizes.get(b.id)?.length ?? 0) - (sizes.get(a.id)?.length ?? 0));
      const of = (parent: TwentyRecord, isAmongAll: boolean) => ({
        type: child,
        root,
        below: { field, parent, isAmongAll },
      });
      return largest ? [of(largest, false), of(largest, true)] : [];
    });
  });
}

/** The fields of a type that lead to one record, and those with the ids of such. */
function relationsOf(world: World, type: string): readonly string[] {
  const object = world.schema.getType(type);
  const fields = isObjectType(object) ? Object.keys(object.getFields()) : [];
  const relations = fields.filter((name) => world.hasRelation(type, name));
  return [...relations.map((name) => `${name} { id }`), ...relations.map((name) => `${name}Id`)];
}

/** The whole list of a walk, in its order. */
export function expectedList(world: World, { list, filter, orderBy }: Walk): Connection {
  const { type, below } = list;
  const parentType = below && getNamedType(world.schema.getQueryType()?.getFields()[list.root]?.type)?.name;
  const column = parentType && world.joinColumn(parentType.replace(/Connection$/, ''), below.field, type);
  const records = world.records(type).filter((record) => !column || record[column] === below?.parent.id);
  return connection(world, type, records, { filter, orderBy, first: records.length });
}

/** The query for a page of a walk. */
export function pageQuery(world: World, { list, filter, orderBy, selected }: Walk, page: object): string {
  const written = { ...(filter && { filter }), ...(orderBy && { orderBy }), ...page };
  const connectionText = (parentType: string, field: string) => {
    const object = world.schema.getType(parentType);
    const definition = isObjectType(object) ? object.getFields()[field] : undefined;
    const given = (definition?.args ?? []).flatMap(({ name, type }) => {
      const value = Object.entries(written).find(([key]) => key === name);
      return value ? [`${name}: ${literal(type, value[1])}`] : [];
    });
    const args = given.length > 0 ? `(${given.join(', ')})` : '';
    return `list: ${field}${args} {
      totalCount edges { cursor node { id ${selected.join(' ')} } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }`;
  };
  const { root, below } = list;
  if (!below) return `{ ${connectionText('Query', root)} }`;
  const parentType = getNamedType(world.schema.getQueryType()?.getFields()[root]?.type)?.name.replace(
    /Connection$/,
    '',
  );
  const inner = connectionText(parentType ?? '', below.field);
  if (below.isAmongAll) return `{ parents: ${root}(first: 500) { edges { node { id ${inner} } } } }`;
  const single = Object.values(world.schema.getQueryType()?.getFields() ?? {}).find(
    ({ type }) => getNamedType(type).name === parentType && !String(type).startsWith('['),
  );
  return `{ parent: ${single?.name}(id: "${below.parent.id}") { id ${inner} } }`;
}
