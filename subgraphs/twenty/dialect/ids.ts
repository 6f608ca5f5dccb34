const UUID = /^([0-9a-f]{8}-[0-9a-f]{4})-([0-9a-f])([0-9a-f]{3})-([0-9a-f])([0-9a-f]{3}-[0-9a-f]{12})$/;
const VERSIONS = '12345';

/** An id that Twenty takes and that no record has. */
export const NO_RECORD = '00000000-0000-4000-8000-000000000000';

const RECORD_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** Whether a UUID can be of a record at all: Twenty answers any but versions 1 to 5 (RFC 9562) with an error. */
export function isRecordId(id: unknown): boolean {
  return RECORD_ID.test(String(id));
}

/** The operators that compare ids by their order. */
export type IdComparison = 'gt' | 'gte' | 'lt' | 'lte';

export function isIdComparison(operator: string): operator is IdComparison {
  return ['gt', 'gte', 'lt', 'lte'].includes(operator);
}

/**
 * A comparison with a UUID that can't be of a record, as one with the nearest that can: the same records meet both.
 * @param id any UUID but one that can be of a record
 */
export function nearestComparison(operator: IdComparison, id: string): Readonly<Record<string, string>> {
  const [, start = '', version = '', rest = '', variant = ''] = UUID.exec(id.toLowerCase()) ?? [];
  const isBelow = operator === 'lt' || operator === 'lte';
  const ofVersion = (digit: string, isLast: boolean) =>
    isLast ? `${start}-${digit}fff-bfff-ffffffffffff` : `${start}-${digit}000-8000-000000000000`;
  const ofVariant = (isLast: boolean) =>
    isLast ? `${start}-${version}${rest}-bfff-ffffffffffff` : `${start}-${version}${rest}-8000-000000000000`;
  const isKnown = VERSIONS.includes(version);
  const isPast = isKnown ? variant > 'b' : version > '5';
  const nearest = isKnown ? ofVariant(isPast) : ofVersion(isPast ? '5' : '1', isPast);
  if (isPast) return { [isBelow ? 'lte' : 'gt']: nearest };
  return { [isBelow ? 'lt' : 'gte']: nearest };
}
