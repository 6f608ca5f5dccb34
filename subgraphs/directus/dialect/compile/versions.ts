import { objectsOf } from '../../../json.ts';
import type { FieldRequest } from '../../../request.ts';
import { MAX_LIMIT } from '../../schema/lists.ts';
import { type FieldMapping, typeMapping } from '../../schema/mapping.ts';
import { toDirectusKey } from '../keys.ts';
import { locate, rootLayout } from '../read/layout.ts';
import type { Compiling } from './compiling.ts';
import { askRoot, type CompiledRoot } from './root.ts';
import { compileObject, objectOf } from './selection.ts';

/** A row as one of its content versions has it. Where there is none, or none that the caller may read, Directus says FORBIDDEN. */
export function compileVersion(field: FieldRequest, name: string, compiling: Compiling): CompiledRoot {
  const { type, fields } = objectOf(field);
  const { keyKind = 'text' } = typeMapping(type);
  const id = toDirectusKey(keyKind, field.args.id);
  const { selection, layout: object } = compileObject(type, fields, compiling);
  const layout = rootLayout(object, 'row', field);
  const args = [
    { name: 'id', type: 'ID!', value: String(id) },
    { name: 'version', type: 'String', value: field.args.version },
  ];
  return {
    isVersion: true,
    asks: id === undefined ? [] : [askRoot(`${name}_by_id`, args, selection)],
    layout,
    value: ([row]) => row,
    locate: (path) => locate(layout, path),
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
  const { selection, layout: object } = compileObject(type, fields, compiling);
  const layout = rootLayout(object, 'rows', field);
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
    layout,
    value: ([versions]) => objectsOf(versions) ?? [],
    locate: (path) => locate(layout, path),
  };
}
