import { property } from '../../json.ts';
import { createNumbering } from '../../memo.ts';
import type { FieldRequest } from '../../request.ts';
import type { OutcomeOf } from './assemble.ts';
import { hopsBelow } from './selection.ts';

const numberOf = createNumbering();

/** Where a connection that was asked for by itself is put in its parent: under a name that Twenty has for nothing. */
export function placeOf(field: FieldRequest): string {
  return `children ${numberOf(field)}`;
}

/**
 * Puts the connections below a field's value into the objects that they are of, so that it can be read as one.
 * @returns whether each was there, and nothing was wrong with it
 */
export function putInPlace(field: FieldRequest, data: unknown, outcomeOf: OutcomeOf): boolean {
  return hopsBelow(field).every((hop) => {
    const place = placeOf(hop.field);
    return objectsAt(data, hop.path).every((parent) => {
      const outcome = outcomeOf(hop.field, String(property(parent, 'id')));
      if (!outcome || outcome.faults.length > 0) return false;
      Object.assign(parent, { [place]: outcome.data });
      return putInPlace(hop.field, outcome.data, outcomeOf);
    });
  });
}

/** The objects at a path below a value; lists on the way are walked through. */
function objectsAt(value: unknown, path: readonly string[]): readonly object[] {
  let level: readonly unknown[] = [value].flat();
  for (const name of path) level = level.flatMap((each) => property(each, name));
  return level.filter((each) => typeof each === 'object' && each !== null);
}
