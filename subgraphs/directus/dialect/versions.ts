import { isJsonObject, objectsOf } from '../../json.ts';
import type { FieldRequest } from '../../request.ts';
import { MAX_LIMIT } from '../schema/lists.ts';
import { type FieldMapping, typeMapping } from '../schema/mapping.ts';
import { locate, readList, readObject } from './assemble.ts';
import type { Compiling } from './compiling.ts';
import { toDirectusKey } from './keys.ts';
import { askRoot, type CompiledRoot } from './root.ts';
import { compileObject, objectOf } from './selection.ts';

/** A row as one of its content versions has it. Where there is none, or none that the caller may read, Directus says FORBIDDEN. */
export function compileVersion(field: FieldRequest, name: string, compiling: Compiling): CompiledRoot {
  const { type, fields } = objectOf(field);
  const { keyKind = 'text' } = typeMapping(type);
  const id = toDirectusKey(keyKind, field.args.id);
  const { selection, readers } = compileObject(type, fields, compiling);
  const args = [
    { name: 'id', type: 'ID!', value: String(id) },
    { name: 'version', type: 'String', value: field.args.version },
  ];
  return {
    isVersion: true,
    asks: id === undefined ? [] : [askRoot(`${name}_by_id`, args, selection)],
    read: ([row], reading, path) => (isJsonObject(row) ? readObject(readers, row, reading, path) : null),
    locate: (path) => locate(readers, path),
  };
}

/** The content versions of a row, which Directus keeps with what is its own. */
export function compileVersions(
  field: FieldRequest,
  { name, keyKind }: FieldMapping & { kind: 'versions' },
  compiling: Compiling,
): CompiledRoot {
  const { type, fields } = objectOf(field);
  const item = toDirectusKey(keyKind, field.args.id);
  const { selection, readers } = compileObject(type, fields, compiling);
  const args = [
    {
      name: 'filter',
      type: 'directus_versions_filter',
      value: { collection: { _eq: name }, item: { _eq: String(item) } },
    },
    { name: 'sort', type: '[String]', value: ['-date_created', 'id'] },
    { name: 'limit', type: 'Int', value: Math.min(MAX_LIMIT, compiling.queryLimitMax) },
  ];
  return {
    isSystem: true,
    asks: item === undefined ? [] : [{ of: 'SystemQuery', name: 'versions', args, selection }],
    read: ([versions], reading, path) => readList(readers, objectsOf(versions) ?? [], reading, path),
    locate: (path) => locate(readers, path),
  };
}
