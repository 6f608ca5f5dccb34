import { type Cell, jsonOf } from '../data/store.ts';
import { DirectusError } from '../errors.ts';

/** A value that a row of a collection cannot have. */
export interface RefusedValue {
  readonly collection: string;
  readonly field: string;
  readonly value: Cell;
}

const named = ({ value, field, collection }: RefusedValue) =>
  `"${value}" for field "${field}" in collection "${collection}"`;

function refused(code: string, message: string, { collection, field, value }: RefusedValue): DirectusError {
  return new DirectusError(400, code, message, { collection, field, value: jsonOf(value) });
}

export function notUnique(value: RefusedValue): DirectusError {
  return refused('RECORD_NOT_UNIQUE', `Value ${named(value)} has to be unique.`, value);
}

export function tooLong(value: RefusedValue): DirectusError {
  return refused('VALUE_TOO_LONG', `Value ${named(value)} is too long.`, value);
}

export function outOfRange(value: RefusedValue): DirectusError {
  return refused('VALUE_OUT_OF_RANGE', `Numeric value ${named(value)} is out of range.`, value);
}

export function invalidForeignKey(value: RefusedValue): DirectusError {
  return refused('INVALID_FOREIGN_KEY', `Invalid foreign key ${named(value)}.`, value);
}

/** A rule that a value does not meet. */
export type BrokenRule =
  | { readonly type: 'required' | 'nnull' | 'null' }
  | { readonly type: 'regex'; readonly invalid: string };

const RULES: Readonly<Record<BrokenRule['type'], string>> = {
  required: 'Value is required',
  nnull: "Value can't be null",
  null: 'Value has to be null',
  regex: "Value doesn't have the correct format",
};

/** A rule that a field's value does not meet, at a path of relations. */
export function failedValidation(field: string, path: readonly string[], rule: BrokenRule): DirectusError {
  const where = path.length > 0 ? ` at "${path.join('.')}"` : '';
  const message = `Validation failed for field "${field}"${where}. ${RULES[rule.type]}.`;
  return new DirectusError(400, 'FAILED_VALIDATION', message, { field, path, ...rule });
}

/** Several errors that are told together. */
export class DirectusErrors extends Error {
  override readonly name = 'DirectusErrors';
  readonly errors: readonly DirectusError[];

  constructor(errors: readonly DirectusError[]) {
    super(errors.map(({ message }) => message).join(' '));
    this.errors = errors;
  }
}
