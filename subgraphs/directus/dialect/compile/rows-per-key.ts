import { type JsonObject, objectsOf } from '../../../common/json.ts';
import type { FieldRequest } from '../../../contract/request.ts';
import { inList } from '../../schema/csv.ts';
import { DEFAULT_LIMIT, MAX_LIMIT } from '../../schema/lists.ts';
import { DEFAULT_ROWS_PER_KEY, MAX_ROWS_PER_KEY } from '../../schema/lookups.ts';
import { type FieldMapping, typeMapping } from '../../schema/mapping.ts';
import { any, writeFilter } from '../filter/condition.ts';
import { compileOperator, filterByKeys } from '../filter/operators.ts';
import { distinct, inBatches, lookupKeys, toDirectusKey } from '../keys.ts';
import { rootLayout } from '../read/layout.ts';
import { filterBy, limitTo, rootField, sortBy } from '../requested-field.ts';
import { bounded } from './arguments.ts';
import type { CompiledRoot, Compiling } from './compiling.ts';
import { compileObject, objectOf } from './selection.ts';

type Mapping = FieldMapping & { kind: 'rowsPerKey' };

/**
 * Compiles rows per key, in the order of the keys; a row with several keys is in the list of each. All keys are
 * requested at once, with a limit of an equal share for each. If the limit cuts off rows of a key, that key is then
 * requested by itself.
 * @throws GraphQLError BAD_USER_INPUT for too many keys or rows
 */
export function compileRowsPerKey(field: FieldRequest, mapping: Mapping, compiling: Compiling): CompiledRoot {
  const keys = lookupKeys('keys', field.args.keys);
  // A link's own argument gives it, by another name.
  const perKey = bounded('The number of rows', field.args.limit ?? DEFAULT_ROWS_PER_KEY, 0, MAX_ROWS_PER_KEY);
  const { type, fields } = objectOf(field);
  const { selection, layout } = compileObject(type, fields, compiling, mapping.field);
  const most = Math.min(MAX_LIMIT, compiling.queryLimitMax);
  const lookedUp = perKey === 0 ? [] : distinct(keys).filter((key) => key !== '');
  const batches = inBatches(lookedUp, Math.max(Math.floor(most / Math.max(perKey, 1)), 1));
  /** Returns a batch's limit, with spare rows for keys with many rows: a second request costs more than unused rows. */
  const limitOf = ({ length }: readonly string[]) =>
    length === 1 ? perKey : Math.min(Math.max(length * perKey, DEFAULT_LIMIT), most);
  const requestOf = (batch: readonly string[]) =>
    rootField(mapping.name, [havingAny(mapping, batch), sortBy(mapping.sort), limitTo(limitOf(batch))], selection);
  const rowsWith = (key: string, rows: readonly JsonObject[]) =>
    rows.filter((row) => hasKey(mapping, row[mapping.field], key)).slice(0, perKey);
  return {
    requests: batches.map(requestOf),
    layout: rootLayout(layout, field),
    async value(answers, fetchMore) {
      const found = new Map<string, readonly JsonObject[]>();
      const cut: string[] = [];
      for (const [index, batch] of batches.entries()) {
        const rows = objectsOf(answers[index]) ?? [];
        for (const key of batch) {
          const own = rowsWith(key, rows);
          found.set(key, own);
          // Rows of other keys filled the answer.
          if (batch.length > 1 && rows.length >= limitOf(batch) && own.length < perKey) cut.push(key);
        }
      }
      const more = await fetchMore(cut.map((key) => requestOf([key])));
      if (![...answers, ...more].every(Array.isArray)) return null;
      for (const [index, key] of cut.entries()) found.set(key, rowsWith(key, objectsOf(more[index]) ?? []));
      return keys.map((key) => found.get(key) ?? []);
    },
  };
}

function havingAny({ name, field, match }: Mapping, keys: readonly string[]) {
  if (match === 'equals') return filterByKeys(name, field, keys);
  const compared = { path: [{ of: name, name: field }], kind: 'text', field } as const;
  const forms = keys.flatMap(inList).map(([operator, operand]) => compileOperator(compared, operator, operand));
  return filterBy(name, writeFilter(any(forms), field));
}

/** Compares exactly: in the database, `_` and `%` in a key match any characters. */
function hasKey({ match }: Mapping, value: unknown, key: string): boolean {
  return match === 'equals' ? value === key : Array.isArray(value) && value.includes(key);
}

/**
 * Compiles a row per key, in the order of the keys. Directus answers in another order, once for repeated keys, and
 * omits missing and hidden rows.
 * @throws GraphQLError BAD_USER_INPUT for too many keys
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
  const requestOf = (batch: readonly (number | string)[]) => {
    const filter = filterByKeys(mapping.name, mapping.field, batch);
    return rootField(mapping.name, [filter, limitTo(batch.length)], selection);
  };
  const inOrder = (answers: readonly unknown[]) => {
    const found = answers.flatMap((answer) => objectsOf(answer) ?? []);
    const rows = new Map(found.map((row) => [String(row[mapping.field]), row]));
    return keys.map((key) => rows.get(String(key)) ?? null);
  };
  return {
    requests: inBatches(known, compiling.queryLimitMax).map(requestOf),
    layout: rootLayout(layout, field),
    value: (answers) => (answers.every(Array.isArray) ? inOrder(answers) : null),
  };
}
