import { GraphQLString, getNamedType, getNullableType } from 'graphql';
import { elements, property } from '../../common/json.ts';
import { createDerived } from '../../common/memo.ts';
import type { FieldRequest } from '../../contract/request.ts';
import { mappingOf } from '../schema/mapping.ts';
import type { FieldOutcome } from './errors.ts';
import { isRecord, subfields } from './selection.ts';

/**
 * Whether a field's answer contradicts the schema of the request. For a field that the workspace has since dropped,
 * Twenty returns null without an error, but a text of a record is never null: without a value it is `""`. For an order
 * or a filter by such a field, Twenty returns a specific error. Only the first record is checked.
 */
export function isContradicted(field: FieldRequest, { data, faults }: FieldOutcome): boolean {
  if (faults.some(({ isContradiction }) => isContradiction)) return true;
  const record = firstRecord(field, data);
  return record !== undefined && textsOf(record.field).some((name) => property(record.value, name) === null);
}

interface RecordOf {
  /** The field whose subfields are requested of the record. */
  readonly field: FieldRequest;
  readonly value: unknown;
}

function firstRecord(field: FieldRequest, data: unknown): RecordOf | undefined {
  switch (mappingOf(field).kind) {
    case 'record':
      return { field, value: data };
    case 'records':
      return { field, value: elements(data).find((value) => value !== null) };
    case 'connection':
    case 'children': {
      const node = subfields(field)
        .filter(({ name }) => name === 'edges')
        .flatMap(subfields)
        .find(({ name }) => name === 'node');
      return node && { field: node, value: property(elements(property(data, 'edges'))[0], 'node') };
    }
    default:
      return undefined;
  }
}

const texts = createDerived<object, readonly string[]>();

/** Twenty's names of the texts that are requested of a record. */
function textsOf(field: FieldRequest): readonly string[] {
  const { selections } = field;
  if (!selections || !isRecord(getNamedType(field.definition.type))) return [];
  return texts.derive(selections, () =>
    subfields(field).flatMap(({ definition: { type, extensions } }) => {
      const mapping = extensions.twenty;
      return mapping?.kind === 'value' && getNullableType(type) === GraphQLString ? [mapping.name] : [];
    }),
  );
}
