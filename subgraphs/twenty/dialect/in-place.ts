import { property } from '../../json.ts';
import { createNumbering } from '../../memo.ts';
import type { FieldRequest } from '../../request.ts';
import type { FieldOutcome } from './errors.ts';
import { hopsBelow, objectsAt } from './selection.ts';

/** What came of a field that was requested by itself, under a parent. */
export type FieldOutcomeOf = (field: FieldRequest, parent: string) => FieldOutcome | undefined;

const numberOf = createNumbering();

/** Where a connection that was requested by itself is put in its parent: under a name that Twenty has for nothing. */
export function placeOf(field: FieldRequest): string {
  return `children ${numberOf(field)}`;
}

/** Puts what came of the connections below a field's value into the objects that they are of. */
export function putInPlace(field: FieldRequest, data: unknown, outcomeOf: FieldOutcomeOf): void {
  for (const hop of hopsBelow(field)) {
    const place = placeOf(hop.field);
    for (const parent of objectsAt(data, hop.path)) {
      const outcome = outcomeOf(hop.field, String(property(parent, 'id')));
      Object.assign(parent, { [place]: outcome });
      putInPlace(hop.field, outcome?.data, outcomeOf);
    }
  }
}
