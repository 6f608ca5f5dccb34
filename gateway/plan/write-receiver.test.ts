import fc from 'fast-check';
import { buildSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import type { Layout, Member, ObjectLayout } from '../../subgraphs/layout.ts';
import type { Edge, FieldShape, Shape } from './plan.ts';
import type { Gathered } from './receive.ts';
import { Stray } from './stray.ts';
import { writeReceiver } from './write-receiver.ts';

const SEED = Number(process.env.ORACLE_SEED ?? Date.now() % 2 ** 31);
const RUNS = 2_000;

/** What upstreams call things: whatever JSON can, and what would mean something in a program. */
const upstreamName = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('"]; throw 1; //', '\u2028', '`;process.exit();`', '*/', 'constructor', "'", '\\', '\n', 'from'),
);

const KEYS = ['a', 'b', 'made', 'gathered', 'given', 'Stray', 'items', 'constructor', 'from', '_'];
const key = fc.constantFrom(...KEYS);

const upper = (value: unknown): string => {
  if (typeof value === 'string') return value.toUpperCase();
  throw new TypeError('No text.');
};

const valueLayout = fc.record({
  kind: fc.constant('value' as const),
  isRequired: fc.boolean(),
  isText: fc.boolean(),
  isRight: fc.constantFrom(undefined, (value: unknown) => typeof value === 'number'),
  read: fc.constantFrom(undefined, upper, () => null),
});

const { layout } = fc.letrec<{ layout: Layout; object: ObjectLayout }>((tie) => ({
  layout: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    valueLayout,
    tie('object'),
    fc.record({
      kind: fc.constant('list' as const),
      isRequired: fc.boolean(),
      of: tie('layout'),
      arrange: fc.constantFrom(undefined, (items: readonly unknown[]) => items.toReversed()),
    }),
    fc
      .record({
        typeKey: upstreamName,
        isRequired: fc.boolean(),
        members: fc.array(fc.tuple(upstreamName, tie('object'))),
      })
      .map(({ members, ...any }): Layout => {
        const typed = members.map(([type, object], nth) => [type, { typeName: `T${nth}`, object }] as const);
        return { kind: 'any', ...any, members: new Map(typed) };
      }),
  ),
  object: fc.record({
    kind: fc.constant('object' as const),
    isRequired: fc.boolean(),
    members: fc.uniqueArray(
      fc.oneof(
        fc.record({ key, constant: upstreamName }),
        fc.record({ key, name: upstreamName, layout: tie('layout') }),
      ) as fc.Arbitrary<Member>,
      { selector: (member) => member.key, maxLength: 4 },
    ),
  }),
}));

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
  const named = members.flatMap((member) => ('layout' in member ? [member] : []));
  return fc
    .tuple(...named.map((member) => anyValue(member.layout)))
    .map((values) => Object.fromEntries([...named.map(({ name }, nth) => [name, values[nth]]), ...more]));
}

/** A shape in which the first member of an object is needed by a link that stands between the others. */
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
  return { fields: of.members[0]?.key === 'a' ? [{ kind: 'link', key: 'link', edge: 0 }, ...fields] : fields };
}

const field = buildSchema('type Query { link: Int }').getQueryType()?.getFields().link;
const EDGES = [{ key: 'link', definition: field, needs: [['a', 'needed']] }] as unknown as readonly Edge[];

/** What a receiver makes, said once more and plainly. @throws Stray */
function expected(of: Layout, shape: Shape | undefined, value: unknown, gathered: Gathered): unknown {
  if (value === undefined || (value === null && of.isRequired)) throw new Stray();
  if (value === null) return null;
  if (of.kind === 'value') {
    if (of.isText && typeof value === 'string') return value;
    if (of.read) {
      const made = of.read(value) ?? null;
      if (made === null && of.isRequired) throw new Stray();
      return made;
    }
    if (of.isRight ? !of.isRight(value) : of.isText) throw new Stray();
    return value;
  }
  if (of.kind === 'list') {
    if (!Array.isArray(value)) throw new Stray();
    return (of.arrange?.(value) ?? value).map((item: unknown) => expected(of.of, shape, item, gathered));
  }
  if (typeof value !== 'object' || Array.isArray(value)) throw new Stray();
  const from = value as Record<string, unknown>;
  if (of.kind === 'any') {
    const member = of.members.get(from[of.typeKey] as string);
    if (!member) throw new Stray();
    const inner = shape && 'members' in shape ? (shape.members.get(member.typeName) ?? { fields: [] }) : undefined;
    return expected({ ...member.object, isRequired: true }, inner, value, gathered);
  }
  const fields: readonly FieldShape[] | undefined = shape && 'fields' in shape ? shape.fields : undefined;
  const values = new Map<string, unknown>();
  for (const member of of.members) {
    const inner = fields?.find((each) => each.key === member.key);
    const below = inner?.kind === 'inner' ? inner.shape : undefined;
    const made = 'constant' in member ? member.constant : expected(member.layout, below, from[member.name], gathered);
    values.set(member.key, made);
  }
  if (!fields) return Object.fromEntries(values);
  const made = Object.fromEntries(fields.map((each) => [each.key, each.kind === 'link' ? null : values.get(each.key)]));
  if (fields.some(({ kind }) => kind === 'link')) {
    gathered.needs[0]?.push({ needed: values.get('a') });
    gathered.holders[0]?.push(made);
  }
  return made;
}

function made(make: (gathered: Gathered) => unknown) {
  const gathered: Gathered = { needs: [[]], holders: [[]] };
  try {
    return { value: make(gathered), gathered };
  } catch {
    return 'astray';
  }
}

describe('a receiver that is written out', () => {
  test.each([
    ['as it came', () => undefined],
    ['with links', shapeOf],
  ])('makes of random values what is said plainly: %s', (_, shaped) => {
    const sample = layout.chain((of) => fc.tuple(fc.constant(of), anyValue(of)));
    fc.assert(
      fc.property(sample, ([of, value]) => {
        const shape = shaped(of);
        const receive = writeReceiver(of, shape, EDGES);
        expect(made((gathered) => receive(value, gathered))).toEqual(
          made((gathered) => expected(of, shape, value, gathered)),
        );
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  test('gives on the very object that came where nothing but it is asked for', () => {
    const text: Layout = { kind: 'value', isRequired: true, isText: true };
    const asItCame: Layout = {
      kind: 'object',
      isRequired: true,
      isAsItCame: true,
      members: [{ key: 'a', name: 'a', layout: text }],
    };
    const receive = writeReceiver({ kind: 'list', isRequired: true, of: asItCame }, undefined, []);
    const came = [{ a: 'x' }];
    const nothing = { needs: [], holders: [] };
    expect(receive(came, nothing)).toBe(came);
    expect(() => receive([{ a: 1 }], nothing)).toThrow(Stray);
  });

  test.each(['__proto__', 'a-b', '', '"', 'ä'])('is none of a key that no client can ask by: %s', (bad) => {
    const member = { key: bad, name: 'a', layout: { kind: 'value', isRequired: false } } as const;
    expect(() => writeReceiver({ kind: 'object', isRequired: true, members: [member] }, undefined, [])).toThrow(Stray);
  });
});
