import fc from 'fast-check';
import { GraphQLError } from 'graphql';
import { describe, expect, test } from 'vitest';
import type { Layout, Member, ObjectLayout, Problem } from './layout.ts';
import { compileReader } from './reader.ts';
import { createReading, errorsOf } from './reading.ts';
import type { FieldShape, Shape } from './shape.ts';

const SEED = Number(process.env.ORACLE_SEED ?? Date.now() % 2 ** 31);
const RUNS = 2_000;

/** What upstreams call things: whatever JSON can, and what would mean something in a program. */
const upstreamName = fc.oneof(
  fc.string({ unit: 'binary' }).filter((name) => name !== '__proto__'),
  fc.constantFrom('"]; throw 1; //', '\u2028', '`;process.exit();`', '*/', 'constructor', "'", '\\', '\n', 'from'),
);

const KEYS = ['a', 'b', 'made', 'reading', 'given', 'g0', 'v0', 'carry', 'constructor', 'from', '_', '__proto__'];
const key = fc.constantFrom(...KEYS);

const upper = (value: unknown): string => {
  if (typeof value === 'string') return value.toUpperCase();
  throw new TypeError('No text.');
};

/** Errors that say what was wrong, for some problems none. */
const errorOf = fc.constantFrom(
  (problem: Problem) => new GraphQLError(problem),
  (problem: Problem) => (problem === 'null' ? new GraphQLError(problem) : undefined),
);

const common = { isRequired: fc.boolean(), isSemanticNonNull: fc.boolean(), errorOf };

const valueLayout = fc
  .record({
    kind: fc.constant('value' as const),
    ...common,
    isText: fc.boolean(),
    read: fc.constantFrom(undefined, upper, () => null),
  })
  // Texts alone tell nothing of other values.
  .map((layout) => ({ ...layout, isText: layout.isText && layout.read !== undefined }));

const { layout } = fc.letrec<{ layout: Layout; object: ObjectLayout }>((tie) => ({
  layout: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    valueLayout,
    tie('object'),
    fc.record({
      kind: fc.constant('list' as const),
      ...common,
      of: tie('layout'),
      arrange: fc.constantFrom(undefined, (items: readonly unknown[]) => items.toReversed()),
    }),
    fc
      .record({ typeKey: upstreamName, ...common, members: fc.array(fc.tuple(upstreamName, tie('object'))) })
      .map(({ members, ...any }): Layout => {
        const typed = members.map(([type, object], nth) => [type, { typeName: `T${nth}`, object }] as const);
        return { kind: 'any', ...any, members: new Map(typed) };
      }),
  ),
  object: fc.record({
    kind: fc.constant('object' as const),
    ...common,
    members: fc.uniqueArray(
      fc.oneof(
        fc.record({ key, constant: upstreamName }),
        fc.record({ key, name: upstreamName, layout: tie('layout') }),
        fc.record({ key, layout: tie('layout'), take: fc.constantFrom(takeNothing, takeError, reportError) }),
      ) as fc.Arbitrary<Member>,
      { selector: (member) => member.key, maxLength: 4 },
    ),
  }),
}));

function takeNothing() {
  return undefined;
}
function takeError() {
  throw new GraphQLError('taken');
}
function reportError(_: unknown, report: (error: GraphQLError) => void) {
  report(new GraphQLError('reported'));
  return 'reported';
}

/** A value that may be as the layout has it, or almost. */
function anyValue(of: Layout): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 12, arbitrary: rightValue(of) },
    { weight: 1, arbitrary: fc.constantFrom(null, undefined, 3, 'x', [], {}) },
  );
}

function rightValue(of: Layout): fc.Arbitrary<unknown> {
  switch (of.kind) {
    case 'value':
      return fc.oneof(fc.string(), fc.integer(), fc.constant(null));
    case 'list':
      return fc.array(anyValue(of.of), { maxLength: 3 });
    case 'object':
      return objectValue(of, []);
    case 'any':
      return fc.oneof(
        ...Array.from(of.members, ([type, { object }]) => objectValue(object, [[of.typeKey, type]])),
        fc.constant({}),
      );
  }
}

function objectValue({ members }: ObjectLayout, more: [string, unknown][]): fc.Arbitrary<unknown> {
  const named = members.flatMap((member) => ('name' in member ? [member] : []));
  return fc
    .tuple(...named.map((member) => anyValue(member.layout)))
    .map((values) => Object.fromEntries([...named.map(({ name }, nth) => [name, values[nth]]), ...more]));
}

/** A shape in which the first member of an object is needed by a link that stands ahead of the others. */
function shapeOf(of: Layout): Shape | undefined {
  if (of.kind === 'list') return shapeOf(of.of);
  if (of.kind === 'any') {
    const members = Array.from(of.members.values(), ({ typeName, object }) => [typeName, shapeOf(object)] as const);
    return {
      members: new Map(members.flatMap(([name, shape]) => (shape && 'fields' in shape ? [[name, shape]] : []))),
    };
  }
  if (of.kind !== 'object') return undefined;
  const fields = of.members.slice(1).map((member): FieldShape => {
    const shape = 'layout' in member ? shapeOf(member.layout) : undefined;
    return shape ? { kind: 'inner', key: member.key, shape } : { kind: 'value', key: member.key };
  });
  return { fields: of.members[0]?.key === 'a' ? [{ kind: 'link', key: 'link', link: 0 }, ...fields] : fields };
}

const LINKS = [{ needs: [['a', 'needed']] }] as const;

interface Expected {
  readonly errors: unknown[];
  readonly needs: unknown[];
  readonly parents: unknown[];
  isCarried: boolean;
}

/** What a reader makes, said once more and plainly. */
function expected(of: Layout, shape: Shape | undefined, value: unknown, place: unknown[], notes: Expected): unknown {
  const lose = (problem: Problem) => {
    const own = problem === 'null' ? undefined : of.errorOf?.(problem);
    const error = own ?? (of.isRequired || of.isSemanticNonNull ? of.errorOf?.('null') : undefined);
    if (error) notes.errors.push([error.message, ...place]);
    return null;
  };
  const carry = () => {
    notes.isCarried = true;
    return null;
  };
  if (value === undefined) return lose('missing');
  if (value === null) return lose('null');
  if (of.kind === 'value') {
    if (!of.read || (of.isText && typeof value === 'string')) return value;
    try {
      return of.read(value) ?? lose('null');
    } catch {
      return lose('value');
    }
  }
  if (of.kind === 'list') {
    if (!Array.isArray(value)) return lose('kind');
    const made: unknown[] = [];
    for (const [nth, item] of (of.arrange?.(value) ?? value).entries()) {
      made.push(expected(of.of, shape, item, [...place, nth], notes));
      if (made.at(-1) === null && of.of.isRequired) return carry();
    }
    return made;
  }
  const from = value as Record<string, unknown>;
  if (of.kind === 'any') {
    const member = of.members.get(from[of.typeKey] as string);
    if (!member) return lose('kind');
    const inner = shape && 'members' in shape ? (shape.members.get(member.typeName) ?? { fields: [] }) : undefined;
    return expected(member.object, inner, value, place, notes);
  }
  if (typeof value !== 'object' || Array.isArray(value)) return lose('kind');
  const made = new Map<string, unknown>();
  const needed: unknown[] = [];
  const fields: readonly FieldShape[] =
    shape && 'fields' in shape ? shape.fields : of.members.map((member) => ({ kind: 'value', key: member.key }));
  for (const field of fields) {
    const member = of.members.find((each) => each.key === (field.kind === 'link' ? 'a' : field.key));
    if (!member) throw new Error('The shape is of the layout.');
    const below = field.kind === 'inner' ? field.shape : undefined;
    const read = expectedMember(member, below, from, [...place, field.key], notes);
    if (read === null && 'layout' in member && member.layout.isRequired) return carry();
    if (field.kind === 'link') needed.push({ needed: read });
    made.set(field.key, field.kind === 'link' ? null : read);
  }
  notes.needs.push(...needed);
  if (needed.length > 0) notes.parents.push([...made]);
  return made;
}

function expectedMember(
  member: Member,
  shape: Shape | undefined,
  from: Record<string, unknown>,
  place: unknown[],
  notes: Expected,
): unknown {
  if ('constant' in member) return member.constant;
  if ('name' in member) return expected(member.layout, shape, from[member.name], place, notes);
  const report = (error: GraphQLError) => void notes.errors.push([error.message, ...place]);
  try {
    return expected(member.layout, shape, member.take(from, report), place, notes);
  } catch (error) {
    if (error instanceof GraphQLError) report(error);
    return null;
  }
}

/** Objects as lists of entries: no key means anything else to them. */
function entriesOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(entriesOf);
  if (value instanceof Map) return entriesOf({ entries: Array.from(value, ([name, of]) => [name, entriesOf(of)]) });
  if (typeof value !== 'object' || value === null) return value;
  if ('entries' in value && Object.keys(value).length === 1) return value;
  return { entries: Object.entries(value).map(([name, of]) => [name, entriesOf(of)]) };
}

describe('a reader', () => {
  test.each([
    ['unchanged', () => undefined],
    ['with links', shapeOf],
  ])('makes of random values what is said plainly: %s', (_, shaped) => {
    const sample = layout.chain((of) => fc.tuple(fc.constant(of), anyValue(of)));
    fc.assert(
      fc.property(sample, ([of, value]) => {
        const shape = shaped(of);
        const reading = createReading(LINKS);
        const made = compileReader(of, shape, LINKS)(value, reading);
        const notes: Expected = { errors: [], needs: [], parents: [], isCarried: false };
        const plain = expected(of, shape, value, [], notes);
        expect(entriesOf(made)).toEqual(entriesOf(plain));
        expect(errorsOf(reading).map(({ message, path = [] }) => [message, ...path])).toEqual(notes.errors);
        expect(reading.isCarried).toBe(notes.isCarried);
        expect(entriesOf(reading.needs[0])).toEqual(entriesOf(notes.needs));
        expect(reading.parents[0]).toHaveLength(notes.parents.length);
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  test('gives on the very value that the graph has already', () => {
    const text: Layout = { kind: 'value', isRequired: true, isTrusted: true };
    const members = [{ key: 'a', name: 'a', layout: text }];
    const item: Layout = { kind: 'object', isRequired: true, isTrusted: true, members };
    const value = [{ a: 'x' }];
    const read = compileReader({ kind: 'list', isRequired: true, isTrusted: true, of: item });
    expect(read(value, createReading([]))).toBe(value);
  });
});
