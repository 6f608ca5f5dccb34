import { createHash } from 'node:crypto';
import { badRequest, TwentyError } from '../errors.ts';
import type { ObjectType, UniqueColumn } from '../model/object-type.ts';

/** What the database refuses, in its own words: Twenty lets them out. */

const BROKEN_REFERENCE =
  'This operation references a record that does not exist or cannot be modified due to existing relationships.';

/** A column that may not be null. */
export function nullViolation({ tableName }: ObjectType, column: string): TwentyError {
  return badRequest(
    `null value in column "${column}" of relation "${tableName}" violates not-null constraint`,
    'A required field is missing. Please provide all required values and try again.',
  );
}

/** A join column that leads to no record. */
export function danglingReference({ tableName }: ObjectType, joinColumn: string): TwentyError {
  return badRequest(
    `insert or update on table "${tableName}" violates foreign key constraint "${foreignKeyName(tableName, joinColumn)}"`,
    BROKEN_REFERENCE,
  );
}

/** An id that may not change, since records of another table lead to it. */
export function referencedId({ tableName }: ObjectType, referring: ObjectType, joinColumn: string): TwentyError {
  return badRequest(
    `update or delete on table "${tableName}" violates foreign key constraint "${foreignKeyName(referring.tableName, joinColumn)}" on table "${referring.tableName}"`,
    BROKEN_REFERENCE,
  );
}

/** Twenty names its constraints by a hash of the table and the column. */
export function foreignKeyName(tableName: string, joinColumn: string): string {
  return `FK_${createHash('sha1').update(`${tableName}_${joinColumn}`).digest('hex').slice(0, 27)}`;
}

/** @param taken the unique column whose value another record holds; undefined when that is the id */
export function duplicateEntry(
  { singular }: ObjectType,
  taken?: { column: UniqueColumn; holder: string },
): TwentyError {
  const subject = taken ? `This ${taken.column.label} value is already in use.` : 'This record already exists.';
  return new TwentyError('A duplicate entry was detected', {
    userFriendlyMessage: `${subject} Please check your data and try again.`,
    ...(taken && { conflictingRecordId: taken.holder, conflictingObjectNameSingular: singular }),
    code: 'BAD_USER_INPUT',
  });
}
