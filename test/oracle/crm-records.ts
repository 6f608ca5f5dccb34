import { loadRecords, type TwentyRecord, type TwentyRecords } from '../../sandbox/twenty/index.ts';

type Change = (record: TwentyRecord, index: number) => object;

const ACTOR = { source: 'MANUAL', name: 'Ada', workspaceMemberId: null, context: {} };
const DELETED = '2025-06-01T09:00:00.000Z';

const member = (n: number) => `3b000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const attachment = (n: number) => `a7000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/**
 * The project's records and what they lack to be a test: owners and assignees, attachments, nulls, equal values,
 * accents and case, deleted records. Complete: every field that is never null is there.
 */
export function crmRecords(): TwentyRecords {
  const {
    companies = [],
    people = [],
    opportunities = [],
    notes = [],
    noteTargets = [],
    tasks = [],
    taskTargets = [],
  } = loadRecords();
  const records = {
    companies: changed(companies, ({ name }, n) => ({
      accountOwnerId: n % 4 === 3 ? null : member(1 + (n % 4)),
      name: n === 5 ? null : n === 6 ? 'École Polaire' : n === 7 ? 'golden gate robotics' : name,
      position: n === 8 ? 8 : n + 1,
      deletedAt: n === 20 ? DELETED : null,
    })),
    people: changed(people, ({ jobTitle }, n) => ({
      jobTitle: n % 7 === 0 ? null : jobTitle,
      deletedAt: n % 50 === 10 ? DELETED : null,
    })),
    opportunities: changed(opportunities, ({ closeDate }, n) => ({
      ownerId: n % 3 === 0 ? null : member(1 + (n % 3)),
      closeDate: n % 5 === 0 ? null : closeDate,
      ...(n % 6 === 0 && { amount: { amountMicros: null, currencyCode: null } }),
      deletedAt: n === 4 ? DELETED : null,
    })),
    notes: changed(notes, (_, n) => (n === 2 ? { title: null } : {})),
    noteTargets: changed(noteTargets, () => ({})),
    tasks: changed(tasks, (_, n) => ({ assigneeId: n % 2 === 0 ? member(1) : null })),
    taskTargets: changed(taskTargets, () => ({})),
    workspaceMembers: changed([1, 2, 3].map(memberRecord), () => ({})),
    attachments: changed(
      [1, 2, 3, 4, 5].map((n) => ({
        id: attachment(n),
        name: `file ${n % 2}`,
        fileCategory: n === 1 ? 'IMAGE' : 'OTHER',
        ...(n < 4 ? { targetCompanyId: companies[n % 2]?.id } : { targetPersonId: people[0]?.id }),
      })),
      () => ({}),
    ),
  };
  return records;
}

function memberRecord(n: number): TwentyRecord {
  return {
    id: member(n),
    name: { firstName: ['Ada', 'Bo', 'Cy'][n - 1], lastName: n === 3 ? null : 'Lund' },
    userId: `3c000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    calendarStartDay: n,
    colorScheme: 'System',
    locale: 'en',
    timeZone: 'system',
    dateFormat: 'SYSTEM',
    timeFormat: 'SYSTEM',
    numberFormat: 'SYSTEM',
  };
}

function changed(records: readonly TwentyRecord[], change: Change): readonly TwentyRecord[] {
  return records.map((record, index) => {
    const createdAt = record.createdAt ?? `2025-03-0${1 + (index % 3)}T09:00:00.000Z`;
    const base = { position: index + 1, updatedAt: createdAt, createdBy: ACTOR, updatedBy: ACTOR };
    return { ...base, ...record, createdAt, ...change(record, index) };
  });
}
