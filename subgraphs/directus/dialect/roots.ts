import type { FieldRequest } from '../../request.ts';
import { camelCase } from '../graph/words.ts';
import { type FieldMapping, fieldMapping, typeMapping } from '../mapping.ts';
import { toDirectusArguments } from './arguments.ts';
import { locate, type Path, type Reader, type Reading, readList, readObject } from './assemble.ts';
import { isJson, type Json, objectsOf } from './json.ts';
import { toDirectusKey } from './keys.ts';
import { askRoot, type CompiledRoot } from './root.ts';
import { compileRowPerKey } from './row-per-key.ts';
import { compileRowsPerKey } from './rows-per-key.ts';
import { compileObject, objectOf } from './selection.ts';

/**
 * Compiles a root field.
 * @throws GraphQLError BAD_USER_INPUT for an argument out of its bounds
 */
export function compileRoot(field: FieldRequest): CompiledRoot {
  const mapping = fieldMapping(field.definition);
  switch (mapping.kind) {
    case 'one':
      return compileSingleton(field, mapping.name);
    case 'many':
      return compileList(field, mapping.name);
    case 'groups':
      return compileGroups(field, mapping.name);
    case 'byValue':
      return compileByValue(field, mapping);
    case 'rowPerKey':
      return compileRowPerKey(field, mapping);
    case 'rowsPerKey':
      return compileRowsPerKey(field, mapping);
    default:
      throw new TypeError(`${field.name} does not stand at the root.`);
  }
}

function compileSingleton(field: FieldRequest, name: string): CompiledRoot {
  const { type, fields } = objectOf(field);
  const { selection, readers } = compileObject(type, fields);
  return {
    asks: [askRoot(name, [], selection)],
    read: ([row], reading, path) => (isJson(row) ? readObject(readers, row, reading, path) : null),
    locate: (path) => locate(readers, path),
  };
}

function compileList(field: FieldRequest, name: string): CompiledRoot {
  const { type, fields } = objectOf(field);
  const { selection, readers } = compileObject(type, fields);
  return {
    asks: [askRoot(name, toDirectusArguments(field), selection)],
    read: ([rows], reading, path) => readRows(readers, rows, reading, path),
    locate: (path) => locate(readers, path),
  };
}

function readRows(readers: readonly Reader[], answer: unknown, reading: Reading, path: Path) {
  const rows = objectsOf(answer);
  return rows ? readList(readers, rows, reading, path) : null;
}

/** Without a method of aggregation Directus gives a group per row, so one is always asked for. */
function compileGroups(field: FieldRequest, name: string): CompiledRoot {
  const { type, fields } = objectOf(field);
  const { selection, readers } = compileObject(type, fields, ['countAll']);
  const args = toDirectusArguments(field);
  const by = args.find((argument) => argument.name === 'groupBy');
  const order = by ? [{ ...by, name: 'sort' }] : [];
  const words = Array.isArray(by?.value) ? by.value.map(String) : [];
  return {
    asks: [askRoot(name, [...args, ...order], selection)],
    read: ([groups], reading, path) =>
      readRows(
        readers,
        objectsOf(groups)?.map((group) => withGraphNames(group, words)),
        reading,
        path,
      ),
    locate: (path) => locate(readers, path),
  };
}

/** What a group has in common, in the graph's names. Directus gives parts of dates, `published_at_year`, as texts. */
function withGraphNames(group: Json, words: readonly string[]): Json {
  if (!isJson(group.group)) return group;
  const parts = new Set(words.flatMap((word) => /^(\w+)\((\w+)\)$/.exec(word)?.slice(1).reverse().join('_') ?? []));
  const shared = Object.entries(group.group).map(([name, value]) => [
    camelCase(name),
    parts.has(name) && value !== null ? Number(value) : value,
  ]);
  return { ...group, group: Object.fromEntries(shared) };
}

/** Not by Directus's `_by_id`: it answers FORBIDDEN for a row that is not there. */
function compileByValue(field: FieldRequest, mapping: FieldMapping & { kind: 'byValue' }): CompiledRoot {
  const { type, fields } = objectOf(field);
  const { name, field: by } = mapping;
  const { key, keyKind = 'text' } = typeMapping(type);
  const [given] = Object.values(field.args);
  const value = toDirectusKey(by === key ? keyKind : 'text', given);
  const { selection, readers } = compileObject(type, fields, [by]);
  const args = [
    { name: 'filter', type: `${name}_filter`, value: { [by]: { _eq: value } } },
    { name: 'limit', type: 'Int', value: 1 },
  ];
  return {
    asks: value === undefined ? [] : [askRoot(name, args, selection)],
    read([rows], reading, path) {
      const row = objectsOf(rows)?.find((candidate) => String(candidate[by]) === String(value));
      return row ? readObject(readers, row, reading, path) : null;
    },
    locate: ([, ...path]) => locate(readers, path),
  };
}
