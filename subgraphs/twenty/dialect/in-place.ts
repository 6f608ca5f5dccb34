import { property } from '../../common/json.ts';
import { createNumbering } from '../../common/memo.ts';
import type { FieldRequest } from '../../contract/request.ts';
import type { FieldOutcome } from './errors.ts';
import { hopsBelow, objectsAt } from './selection.ts';

/** The result of a field that was requested separately, under a parent. */
export type FieldOutcomeOf = (field: FieldRequest, parent: string) => FieldOutcome | undefined;

const numberOf = createNumbering();

/** The key in its parent of a connection that was requested separately: a name that Twenty does not use. */
export function placeOf(field: FieldRequest): string {
  return `children ${numberOf(field)}`;
}

/** Puts the connections below a field's value into their parents. */
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
