import { getNamedType, getNullableType, isEnumType, isListType } from 'graphql';
import type { RecordObject } from './relations.ts';

/** Operators that Twenty's schema has for every text, and Twenty refuses. */
const NEVER: ReadonlySet<string> = new Set(['regex', 'iregex']);
/** Operators that it has for every enum, and takes for fields with several values alone. */
const FOR_LISTS: ReadonlySet<string> = new Set(['containsAny', 'isEmptyArray']);

/** Whether Twenty would refuse an operator of one of its filters, `OpportunityStageEnumFilter` and the like. */
export type IsRefused = (filter: string, operator: string) => boolean;

export function refusedOperators(objects: ReadonlyMap<string, RecordObject>): IsRefused {
  const several = new Set(Array.from(objects.values(), ({ type }) => type).flatMap(listedEnums));
  return (filter, operator) =>
    NEVER.has(operator) ||
    (FOR_LISTS.has(operator) && filter.endsWith('EnumFilter') && !several.has(filter.slice(0, -'Filter'.length)));
}

/** The enums of which a field of the object has several values. */
function listedEnums(type: RecordObject['type']): string[] {
  return Object.values(type.getFields()).flatMap((field) => {
    const named = getNamedType(field.type);
    return isEnumType(named) && isListType(getNullableType(field.type)) ? [named.name] : [];
  });
}
