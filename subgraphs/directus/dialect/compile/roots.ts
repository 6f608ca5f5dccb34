import { objectsOf } from '../../../common/json.ts';
import type { FieldRequest } from '../../../contract/request.ts';
import { MAX_LIMIT } from '../../schema/lists.ts';
import { type FieldMapping, fieldMapping, typeMapping } from '../../schema/mapping.ts';
import type { FetchAll } from '../fetch.ts';
import { writeFilter } from '../filter/condition.ts';
import { Finds } from '../filter/finds.ts';
import { compileOperator } from '../filter/operators.ts';
import { toDirectusKey } from '../keys.ts';
import { locate, rootLayout } from '../read/layout.ts';
import { filterBy, limitTo, rootField, SYSTEM, sortBy } from '../requested-field.ts';
import { partsOf, rowArguments, sliceArguments, sliceOf } from './arguments.ts';
import type { CompiledRoot, Compiling } from './compiling.ts';
import { compileGroups } from './groups.ts';
import { compileRowPerKey, compileRowsPerKey } from './rows-per-key.ts';
import { compileObject, objectOf } from './selection.ts';

/**
 * Compiles a root field. If a filter needs rows first, these are requested, and the field is compiled again with them.
 * @throws GraphQLError for a field that cannot be requested
 */
export async function compileRoot(
  field: FieldRequest,
  server: Omit<Compiling, 'finds'>,
  fetchAll: FetchAll,
): Promise<CompiledRoot> {
  const compiling = { ...server, finds: new Finds(server.queryLimitMax) };
  for (;;) {
    const root = compileField(field, compiling);
    if (!compiling.finds.arePending) return root;
    await compiling.finds.request(fetchAll);
  }
}

function compileField(field: FieldRequest, compiling: Compiling): CompiledRoot {
  const mapping = fieldMapping(field.definition);
  switch (mapping.kind) {
    case 'one':
      return compileSingleton(field, mapping.name, compiling);
    case 'many':
      return compileList(field, mapping.name, compiling);
    case 'groups':
      return compileGroups(field, mapping, compiling);
    case 'byValue':
      return typeof field.args.version === 'string'
        ? compileVersion(field, mapping.name, compiling)
        : compileByValue(field, mapping, compiling);
    case 'versions':
      return compileVersions(field, mapping, compiling);
    case 'rowPerKey':
      return compileRowPerKey(field, mapping, compiling);
    case 'rowsPerKey':
      return compileRowsPerKey(field, mapping, compiling);
    default:
      throw new TypeError(`${field.name} is not a root field.`);
  }
}

/** Compiles the selection of a root field, its layout, and the function that locates errors in its value. */
function compileValue(field: FieldRequest, compiling: Compiling, also?: string) {
  const { type, fields } = objectOf(field);
  const { selection, layout: object } = compileObject(type, fields, compiling, also);
  const layout = rootLayout(object, field);
  const located: Pick<CompiledRoot, 'layout' | 'locate'> = { layout, locate: (path) => locate(layout, path) };
  return { type, selection, located };
}

function compileSingleton(field: FieldRequest, name: string, compiling: Compiling): CompiledRoot {
  const { selection, located } = compileValue(field, compiling);
  return { ...located, requests: [rootField(name, [], selection)], value: ([row]) => row };
}

function compileList(field: FieldRequest, name: string, compiling: Compiling): CompiledRoot {
  const args = rowArguments(field, compiling);
  const slices = partsOf(sliceOf(field), compiling.queryLimitMax);
  const { selection, located } = compileValue(field, compiling);
  return {
    ...located,
    requests: slices.map((slice) => rootField(name, [...args, ...sliceArguments(slice)], selection)),
    // An answer that is no list has failed, with an error next to it.
    value: (answers) => (answers.every(Array.isArray) ? answers.flatMap((part) => objectsOf(part) ?? []) : null),
  };
}

/** Requests a row by a filter, since Directus's `_by_id` answers FORBIDDEN for a missing row. */
function compileByValue(
  field: FieldRequest,
  mapping: FieldMapping & { kind: 'byValue' },
  compiling: Compiling,
): CompiledRoot {
  const { name, field: by } = mapping;
  const { type, selection, located } = compileValue(field, compiling, by);
  const { key, keyKind = 'text' } = typeMapping(type);
  const [given] = Object.values(field.args);
  const kind = by === key ? keyKind : 'text';
  const value = toDirectusKey(kind, given);
  const equal = compileOperator({ path: [{ of: name, name: by }], kind, field: by }, '_eq', value);
  const rowIn = (rows: unknown) => objectsOf(rows)?.find((candidate) => String(candidate[by]) === String(value));
  const args = [filterBy(name, writeFilter(equal, by)), limitTo(1)];
  return {
    layout: located.layout,
    requests: value === undefined ? [] : [rootField(name, args, selection)],
    value: ([rows]) => rowIn(rows) ?? null,
    locate: ([, ...rest]) => locate(located.layout, rest),
  };
}

/** Requests a content version of a row. Directus answers FORBIDDEN if it is missing or the caller may not read it. */
function compileVersion(field: FieldRequest, name: string, compiling: Compiling): CompiledRoot {
  const { type, selection, located } = compileValue(field, compiling);
  const { keyKind = 'text' } = typeMapping(type);
  const id = toDirectusKey(keyKind, field.args.id);
  const args = [
    { name: 'id', type: 'ID!', value: String(id) },
    { name: 'version', type: 'String', value: field.args.version },
  ];
  const requests = id === undefined ? [] : [{ ...rootField(`${name}_by_id`, args, selection), isVersion: true }];
  return { ...located, requests, value: ([row]) => row };
}

/** Requests the content versions of a row, which are a collection of Directus's own. */
function compileVersions(
  field: FieldRequest,
  { name, keyKind }: FieldMapping & { kind: 'versions' },
  compiling: Compiling,
): CompiledRoot {
  const item = toDirectusKey(keyKind, field.args.id);
  const { selection, located } = compileValue(field, compiling);
  const filter = { collection: { _eq: name }, item: { _eq: String(item) } };
  const most = Math.min(MAX_LIMIT, compiling.queryLimitMax);
  const args = [filterBy('directus_versions', filter), sortBy(['-date_created', 'id']), limitTo(most)];
  const requests = item === undefined ? [] : [{ of: SYSTEM, name: 'versions', args, selection }];
  return { ...located, requests, value: ([versions]) => objectsOf(versions) ?? [] };
}
