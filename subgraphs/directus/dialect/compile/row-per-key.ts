import { type JsonObject, objectsOf } from '../../../json.ts';
import type { FieldRequest } from '../../../request.ts';
import { type FieldMapping, typeMapping } from '../../schema/mapping.ts';
import { distinct, inBatches, lookupKeys, toDirectusKey } from '../keys.ts';
import { rootLayout } from '../read/layout.ts';
import type { Compiling } from './compiling.ts';
import { askRoot, type CompiledRoot } from './root.ts';
import { compileObject, objectOf } from './selection.ts';

/**
 * A row per key, in the order of the keys. Directus answers in an order of its own, once for keys that are given twice, and
 * leaves out what is missing or hidden.
 * @throws GraphQLError BAD_USER_INPUT for more keys than it takes
 */
export function compileRowPerKey(
  field: FieldRequest,
  mapping: FieldMapping & { kind: 'rowPerKey' },
  compiling: Compiling,
): CompiledRoot {
  const { type, fields } = objectOf(field);
  const { keyKind = 'text' } = typeMapping(type);
  const keys = lookupKeys('ids', field.args.ids).map((key) => toDirectusKey(keyKind, key));
  const { selection, layout } = compileObject(type, fields, compiling, mapping.field);
  const known = distinct(keys.filter((key) => key !== undefined));
  const ask = (batch: readonly (number | string)[]) =>
    askRoot(
      mapping.name,
      [
        { name: 'filter', type: `${mapping.name}_filter`, value: { [mapping.field]: { _in: batch } } },
        { name: 'limit', type: 'Int', value: batch.length },
      ],
      selection,
    );
  const inOrder = (answers: readonly unknown[]) => {
    const rows = new Map<string, JsonObject>();
    for (const answer of answers) for (const row of objectsOf(answer) ?? []) rows.set(String(row[mapping.field]), row);
    return keys.map((key) => rows.get(String(key)) ?? null);
  };
  return {
    asks: inBatches(known, compiling.queryLimitMax).map(ask),
    layout: rootLayout(layout, 'rowPerKey', field),
    value: (answers) => (answers.every(Array.isArray) ? inOrder(answers) : null),
  };
}
