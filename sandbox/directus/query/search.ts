import type { Collection } from '../data/model.ts';
import { mayRead } from '../data/roles.ts';
import { millionths, type Row } from '../data/store.ts';
import type { Scope } from './columns.ts';
import { like } from './like.ts';

const NUMBERS = ['integer', 'bigInteger', 'float', 'decimal'];

/**
 * Directus's `search`: text that contains it, whatever the case; numbers and keys that are it. A caller searches only the
 * fields that it may read.
 */
export function compileSearch({ role }: Scope, { name, fields }: Collection, search: string): (row: Row) => boolean {
  const contains = like(`%${search.toLowerCase()}%`);
  const tests = [...fields.values()]
    .filter((field) => mayRead(role, name, field.name))
    .flatMap(({ name: column, type }) => {
      if (type === 'string' || type === 'text') {
        return (row: Row) => row[column] !== null && contains(String(row[column]).toLowerCase());
      }
      if (NUMBERS.includes(type) && String(Number(search)) === search) {
        const number = type === 'decimal' ? millionths(search) : Number(search);
        return (row: Row) => row[column] === number;
      }
      return type === 'uuid' ? (row: Row) => row[column] === search.toLowerCase() : [];
    });
  return (row) => tests.some((test) => test(row));
}
