import { GraphQLError } from 'graphql';
import type { JsonObject } from '../common/json.ts';
import type { AnyLayout, Layout, ListLayout, Member, ObjectLayout, Problem, Take, ValueLayout } from './layout.ts';
import type { PlacedError, Reader, Reading } from './reading.ts';
import type { LinkNeeds, ObjectShape, Shape } from './shape.ts';
import { type EntryValue, type WrittenKey, writeObject } from './write-object.ts';

/*
 * A reader converts a value of an upstream's response to a value of the response to the client, in one pass: it records
 * each error with its path, propagates nulls to the nearest nullable parent, and gathers the parents of links.
 */

/**
 * Compiles the reader of a layout.
 * @param shape the form of the response; undefined for all keys of the layout, unchanged
 * @param links the links that the shape refers to
 */
export function compileReader(layout: Layout, shape?: Shape, links: readonly LinkNeeds[] = []): Reader {
  if (layout.isTrusted && !shape) return (value) => value ?? null;
  const read = compilePresent(layout, shape, links);
  return (value, reading) => {
    if (value != null) return read(value, reading);
    return value === undefined ? lose(layout, reading, 'missing') : lose(layout, reading);
  };
}

/** Compiles the reader of a value that is not null. */
function compilePresent(layout: Layout, shape: Shape | undefined, links: readonly LinkNeeds[]): Reader {
  switch (layout.kind) {
    case 'value':
      return compileValue(layout);
    case 'list':
      return compileList(layout, shape, links);
    case 'any':
      return compileAny(layout, shape, links);
    case 'object':
      return compileObject(layout, shape, links);
  }
}

function compileValue(layout: ValueLayout): Reader {
  const { isText, read } = layout;
  if (!read) return (value) => value;
  return (value, reading) => {
    if (isText && typeof value === 'string') return value;
    try {
      return read(value) ?? lose(layout, reading);
    } catch (cause) {
      return lose(layout, reading, 'value', cause);
    }
  };
}

function compileList(layout: ListLayout, shape: Shape | undefined, links: readonly LinkNeeds[]): Reader {
  const { of, arrange } = layout;
  const readItem = compileReader(of, shape, links);
  return (value, reading) => {
    if (!Array.isArray(value)) return lose(layout, reading, 'kind');
    const items = arrange ? arrange(value) : value;
    const { errors } = reading;
    let known = errors.length;
    const made = new Array<unknown>(items.length);
    for (let nth = 0; nth < made.length; nth += 1) {
      const item = readItem(items[nth], reading);
      if (errors.length > known) known = place(errors, known, nth);
      if (item === null && of.isRequired) return carry(reading);
      made[nth] = item;
    }
    return made;
  };
}

function compileAny(layout: AnyLayout, shape: Shape | undefined, links: readonly LinkNeeds[]): Reader {
  const shapes = shape && 'members' in shape ? shape.members : undefined;
  const readers = new Map<unknown, Reader>();
  for (const [type, { typeName, object }] of layout.members) {
    const read = compileObject(object, shape && (shapes?.get(typeName) ?? NOTHING), links);
    readers.set(type, (value, reading) => {
      const made = read(value, reading);
      if (reading.types && typeof made === 'object' && made !== null) reading.types.set(made, typeName);
      return made;
    });
  }
  return (value, reading) => {
    const read = readers.get((value as JsonObject)[layout.typeKey]);
    return read ? read(value, reading) : lose(layout, reading, 'kind');
  };
}

const NOTHING: ObjectShape = { fields: [] };

function compileObject(layout: ObjectLayout, shape: Shape | undefined, links: readonly LinkNeeds[]): Reader {
  const make = writeObject(entriesOf(layout, shape, links), carry);
  return (value, reading) => {
    if (typeof value !== 'object' || Array.isArray(value)) return lose(layout, reading, 'kind');
    return make(value as JsonObject, reading);
  };
}

function entriesOf(
  { members }: ObjectLayout,
  shape: Shape | undefined,
  links: readonly LinkNeeds[],
): readonly WrittenKey[] {
  if (!shape) return members.map((member) => ({ key: member.key, value: entryValue(member, member.key) }));
  const memberOf = (key: string): Member => members.find((member) => member.key === key) ?? { key, constant: null };
  return ('fields' in shape ? shape.fields : []).map((field): WrittenKey => {
    const { key } = field;
    if (field.kind !== 'link') {
      return { key, value: entryValue(memberOf(key), key, field.kind === 'inner' ? field.shape : undefined, links) };
    }
    const needs = links[field.link]?.needs ?? [];
    return {
      key,
      link: field.link,
      needs: needs.map(([need, name]) => ({ key: name, value: entryValue(memberOf(need), key) })),
    };
  });
}

/** @param key the key in its errors' paths */
function entryValue(member: Member, key: string, shape?: Shape, links: readonly LinkNeeds[] = []): EntryValue {
  if ('constant' in member) return member;
  const { layout } = member;
  const { isRequired } = layout;
  const read = compileReader(layout, shape, links);
  if ('take' in member) {
    return { name: undefined, isRequired, isText: false, read: under(key, compileTaken(member.take, read)) };
  }
  if (layout.isTrusted && !shape) return { name: member.name, isRequired, isText: false, read: undefined };
  const isText = layout.kind === 'value' && layout.isText === true;
  return { name: member.name, isRequired, isText, read: under(key, read) };
}

/** Compiles the reader of a value that is taken from an object. */
function compileTaken(take: Take, read: Reader): Reader {
  return (from, reading) => {
    const report = (error: GraphQLError) => void reading.errors.push({ error, place: [] });
    try {
      return read(take(from as JsonObject, report), reading);
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      report(error);
      return null;
    }
  };
}

/** Adds a key to the paths of a reader's errors. */
function under(key: string, read: Reader): Reader {
  return (value, reading) => {
    const { errors } = reading;
    const known = errors.length;
    const made = read(value, reading);
    if (errors.length > known) place(errors, known, key);
    return made;
  };
}

/** Records the error of a problem, or the error of null if the value is required. */
function lose(layout: Layout, { errors }: Reading, problem: Problem = 'null', cause?: unknown): null {
  const { errorOf, isRequired, isSemanticNonNull } = layout;
  const own = problem === 'null' ? undefined : errorOf?.(problem, cause);
  const error = own ?? (isRequired || isSemanticNonNull ? errorOf?.('null') : undefined);
  if (error) errors.push({ error, place: [] });
  return null;
}

function carry(reading: Reading): null {
  reading.isCarried = true;
  return null;
}

/** Adds a key to the paths of errors. @returns the number of errors */
function place(errors: readonly PlacedError[], from: number, key: string | number): number {
  for (let nth = from; nth < errors.length; nth += 1) errors[nth]?.place.push(key);
  return errors.length;
}
