import { randomUUID } from 'node:crypto';
import { badInput, TwentyError } from '../errors.ts';
import { readArguments } from '../graphql/arguments.ts';
import { isObject, partsOf } from '../model/column.ts';
import type { CompositeField, ObjectType } from '../model/object-type.ts';
import type { Row } from '../store/row.ts';
import type { Workspace } from '../store/store.ts';
import { readId } from './input.ts';
import { destroyRow, referringRows } from './remove.ts';

type Parts = Readonly<Record<string, unknown>>;

/** What others add to a composite that can hold several: they become its further ones. */
const GATHERED: Readonly<Record<string, { part: string; primary: string; further(parts: Parts): unknown[] }>> = {
  EMAILS: {
    part: 'additionalEmails',
    primary: 'primaryEmail',
    further: ({ primaryEmail, additionalEmails }) => [primaryEmail, ...listOf(additionalEmails)],
  },
  LINKS: {
    part: 'secondaryLinks',
    primary: 'primaryLinkUrl',
    further: ({ primaryLinkUrl: url, primaryLinkLabel: label, secondaryLinks }) => [
      url && (label === null || label === undefined ? { url } : { url, label }),
      ...listOf(secondaryLinks),
    ],
  },
};

/**
 * Merges records into one of them: it keeps what it has, gets from the others what it lacks, and everything that led to
 * them. The others are destroyed.
 * @returns a row that is nowhere with `dryRun`
 * @throws TwentyError for fewer than two records, a missing one, or an object without criteria for duplicates
 */
export function mergeRows(workspace: Workspace, object: ObjectType, args: Readonly<Record<string, unknown>>): Row {
  const {
    ids = [],
    conflictPriorityIndex,
    dryRun,
  } = readArguments(args, {
    ids: 'array',
    conflictPriorityIndex: 'number',
    dryRun: 'boolean',
  });
  const rows = readRows(workspace, object, ids);
  const priority = rows[conflictPriorityIndex ?? 0];
  if (!priority) {
    throw badInput(
      'INVALID_QUERY_INPUT',
      `Invalid conflict priority '${conflictPriorityIndex}'. Valid options for ${rows.length} records: 0-${rows.length - 1}`,
    );
  }
  const merged = mergeFields(object, priority, rows);
  const table = workspace.table(object);
  if (dryRun) return { ...merged, id: randomUUID(), mergedFrom: rows.map(({ id }) => id) };
  for (const other of rows) if (other !== priority) adopt(workspace, object, other, priority);
  table.update(priority, { ...merged, id: priority.id });
  return priority;
}

function readRows(workspace: Workspace, object: ObjectType, ids: readonly unknown[]): Row[] {
  if (object.duplicateCriteria.length === 0) {
    throw badInput(
      'INVALID_QUERY_INPUT',
      `Merge is only available for objects with duplicate criteria. Object '${object.singular}' does not have duplicate criteria defined.`,
      'This type of record cannot be merged.',
    );
  }
  if (ids.length < 2) {
    throw badInput(
      'INVALID_QUERY_INPUT',
      'At least 2 record IDs are required for merge',
      'Please select at least 2 records to merge.',
    );
  }
  const table = workspace.table(object);
  const rows = Array.from(new Set(ids.map(readId)), (id) => table.get(id));
  const found = rows.flatMap((row) => (row && !row.deletedAt ? [row] : []));
  if (found.length === ids.length) return found;
  throw new TwentyError('One or more records not found', {
    subCode: 'RECORD_NOT_FOUND',
    userFriendlyMessage: 'One or more records were not found.',
    code: 'NOT_FOUND',
  });
}

function mergeFields(object: ObjectType, priority: Row, rows: readonly Row[]): Row {
  const merged: Row = { ...priority };
  for (const field of object.fields.values()) {
    if (field.type === 'composite') merged[field.name] = mergeParts(field, priority, rows);
    // A relation that the kept record does not have is not taken from another.
    if (field.type !== 'scalar' || field.column.kind.endsWith('RELATION') || field.name === 'deletedAt') continue;
    const values = [priority, ...rows].map((row) => row[field.name]);
    merged[field.name] = values.find(isFilled) ?? priority[field.name];
  }
  return merged;
}

/** A composite is taken whole from the first record that has any of it. */
function mergeParts(field: CompositeField, priority: Row, rows: readonly Row[]): Parts | undefined {
  const of = (row: Row) => partsOf(row, field.name);
  const gathered = GATHERED[field.kind];
  const hasAny = (parts: Parts | undefined) =>
    parts && (gathered ? isFilled(parts[gathered.primary]) : Object.values(parts).some(isFilled));
  const kept = [priority, ...rows].map(of).find(hasAny) ?? of(priority);
  if (!gathered || !kept) return kept;
  const further = rows.flatMap((row) => gathered.further(of(row) ?? {})).filter(isFilled);
  const others = further.filter((item) => (isObject(item) ? item.url : item) !== kept[gathered.primary]);
  return { ...kept, [gathered.part]: others.length > 0 ? others : null };
}

/** All that led to one record leads to another from then on; the one is destroyed. */
function adopt(workspace: Workspace, object: ObjectType, from: Row, to: Row): void {
  for (const [field, other] of referringRows(workspace, object, from)) {
    workspace.table(field.target).update(other, { [field.joinColumn]: to.id });
  }
  destroyRow(workspace, object, from);
}

function isFilled(value: unknown): boolean {
  return value !== null && value !== undefined && value !== '';
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
