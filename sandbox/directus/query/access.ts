import { type Collection, follow } from '../data/model.ts';
import { mayRead } from '../data/roles.ts';
import { forbidden } from '../errors.ts';
import { fieldOf, type Scope } from './columns.ts';
import { parseSort } from './sort.ts';

/**
 * Checks that fields are there and that the caller may read them.
 * @param place response keys from the root to where they are requested
 * @throws DirectusError FORBIDDEN that names them
 */
export function checkFields(
  { role }: Scope,
  collection: Collection,
  steps: readonly string[],
  place: readonly string[],
) {
  const names = [...new Set(steps.map(fieldOf))];
  const denied = names.filter((name) => !collection.fields.has(name) || !mayRead(role, collection.name, name));
  if (denied.length === 0) return;
  const where = place.length === 0 ? 'root' : `"${place.join('.')}"`;
  const [fields, those] = denied.length === 1 ? ['field', 'it does not'] : ['fields', 'they do not'];
  const quoted = denied.map((name) => `"${name}"`).join(', ');
  throw forbidden(
    `You don't have permission to access ${fields} ${quoted} in collection "${collection.name}" or ${those} exist. Queried in ${where}.`,
  );
}

/** Checks each field that paths to sort or group by go through, as {@link checkFields} does. */
export function checkPaths(scope: Scope, collection: Collection, paths: readonly string[], place: readonly string[]) {
  for (const each of paths) {
    let at = collection;
    const passed = [...place];
    for (const step of parseSort(each).path) {
      checkFields(scope, at, [step], passed);
      const next = follow(scope.model, at, step);
      if (!next) continue;
      at = next;
      passed.push(step);
    }
  }
}
