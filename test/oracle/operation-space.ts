import fc from 'fast-check';
import { GraphQLError, type GraphQLObjectType, type GraphQLSchema, OperationTypeNode } from 'graphql';
import type { EventField, SubscriptionEvent } from '../../gateway/events/index.ts';
import type { TwentyRecords } from '../../sandbox/twenty/index.ts';
import { type QuerySpace, queries } from './generate.ts';
import type { Query } from './render.ts';
import type { Arguments } from './tree.ts';
import { wholeSpace } from './whole-space.ts';

/** A subscription, and an event of it. */
export interface SentEvent {
  readonly sent: Query;
  readonly event: SubscriptionEvent;
}

/** Random mutations of both upstreams that are written to, several in one operation, whose selections link on. */
export function mutations(schema: GraphQLSchema): fc.Arbitrary<Query> {
  return queries({ ...linkedSpace(schema), type: OperationTypeNode.MUTATION, roots: Object.keys(WRITES) });
}

/** Random subscriptions, each with an event of a type that it follows. */
export function events(
  schema: GraphQLSchema,
  fields: readonly EventField[],
  records: TwentyRecords,
): fc.Arbitrary<SentEvent> {
  return fc.oneof(
    ...fields.map((field) => {
      const space = { ...linkedSpace(schema), type: OperationTypeNode.SUBSCRIPTION, roots: [field.name] };
      return fc.record({ sent: queries(space), event: eventsOf(field, records) });
    }),
  );
}

/** The times of records, which two worlds do not share, and what is counted or grouped by them. */
const UNSTABLE = /(At|On|Func|Aggregated|GroupBy)$|^_|^position$|ersion/;

/** Nothing that tells the time, and no arguments but those that links and lists take. */
function linkedSpace(schema: GraphQLSchema): QuerySpace {
  const whole = wholeSpace(schema);
  return {
    ...whole,
    depth: 4,
    fields(type) {
      const fields = (whole.fields?.(type) ?? []).filter((name) => !UNSTABLE.test(name));
      return fields.flatMap((name) => (/^(item|record|series)$/.test(name) ? [name, name, name] : name));
    },
    args(type, name) {
      if (type === schema.getMutationType()) return WRITES[name];
      if (type === schema.getSubscriptionType()) return EVENT_ARGUMENTS[name];
      return plainArguments(whole, type, name);
    },
  };
}

function plainArguments(whole: QuerySpace, type: GraphQLObjectType, name: string): fc.Arbitrary<Arguments> | undefined {
  return /^Crm/.test(type.name) && !/^(articles|region)$/.test(name) ? undefined : whole.args?.(type, name);
}

const EVENT_ARGUMENTS: Readonly<Record<string, fc.Arbitrary<Arguments>>> = {
  seriesUpdated: fc.constant({ codes: ['FRED:UNRATE'] }),
};

const company = (n: number) => `c0000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const COMPANIES = [900, 901, 902, 903, 904].map(company);
const companyId = fc.constantFrom(company(1), company(12), ...COMPANIES);
const noteId = fc.constantFrom(...[900, 901].map((n) => `a0e00000-0000-4000-8000-${String(n).padStart(12, '0')}`));
const text = fc.constantFrom('One', 'Two', 'Zwölf', '');
const slug = fc.oneof(
  fc.constantFrom('one', 'two'),
  fc.integer({ min: 1, max: 1000 }).map((n) => `slug-${n}`),
);

const article = {
  slug,
  title: text,
  status: fc.constantFrom('draft', 'published'),
  author: fc.constantFrom({ id: '1' }, { id: '999' }),
  seriesCodes: fc.constantFrom(['FRED:UNRATE', 'NONE:NONE'], ['FRED:GDP'], []),
  regionCode: fc.constantFrom('US-06', 'CA-35', 'US-36', 'no code', null),
  companyIds: fc.constantFrom([company(1), company(12)], [COMPANIES[0]], [], null),
};
const tag = { name: text, slug };
const companyData = { name: text, address: fc.constantFrom({ addressCity: 'Los Angeles' }, { addressState: 'Ohio' }) };

/** The ids that the stand-ins give to what is created, and some of what was there. */
const cmsId = fc.integer({ min: 1, max: 40 }).map(String);
/** Of what was created alone, so that the rest stays. */
const createdId = fc.integer({ min: 30, max: 120 }).map(String);

/** The arguments of each mutation. Records of the CRM are created under ids of the client's own. */
const WRITES: Readonly<Record<string, fc.Arbitrary<Arguments>>> = {
  cmsCreateTag: fc.record({ data: fc.record(tag) }),
  cmsUpdateTag: fc.record({ id: cmsId, data: fc.record(tag, { requiredKeys: [] }) }),
  cmsDeleteTag: fc.record({ id: createdId }),
  cmsCreateArticle: fc.record({ data: fc.record(article, { requiredKeys: ['slug', 'title', 'author'] }) }),
  cmsUpdateArticle: fc.record({ id: cmsId, data: fc.record(article, { requiredKeys: [] }) }),
  cmsDeleteArticle: fc.record({ id: createdId }),
  crmCreateCompany: fc.record({
    data: fc.record({ id: fc.constantFrom(...COMPANIES), ...companyData }, { requiredKeys: ['id'] }),
  }),
  crmUpdateCompany: fc.record({ id: companyId, data: fc.record(companyData, { requiredKeys: [] }) }),
  crmDeleteCompany: fc.record({ id: fc.constantFrom(...COMPANIES) }),
  crmDestroyCompany: fc.record({ id: fc.constantFrom(...COMPANIES) }),
  crmCreateNote: fc.record({ data: fc.record({ id: noteId, title: text }) }),
  crmUpdateNote: fc.record({ id: noteId, data: fc.record({ title: text }) }),
};

const at = '2026-11-24T10:00:00.000Z';
const missed = new GraphQLError('Some events were missed.', { extensions: { code: 'EVENTS_MISSED' } });

function eventsOf({ item }: EventField, records: TwentyRecords): fc.Arbitrary<SubscriptionEvent> {
  const happening = fc.constantFrom(...item.followed).chain(({ typeName, field, keyArgument }) => {
    const ids = keyArgument === undefined ? ['1'] : keysOf(typeName, field, records);
    return fc.record({
      typeName: fc.constant(typeName),
      key: fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...ids) }, { weight: 1, arbitrary: fc.constant(null) }),
      event: fc.constantFrom('CREATED' as const, 'UPDATED' as const, 'DELETED' as const),
      at: fc.constant(at),
    });
  });
  // Only the CRM's webhooks leave open which record it was.
  const own = item.upstream === 'twenty' ? happening : happening.map((each) => ({ ...each, key: each.key ?? '1' }));
  return fc.oneof({ weight: 12, arbitrary: own }, { weight: 1, arbitrary: fc.constant(missed) });
}

/** Keys of values that there are, and one of none. */
function keysOf(typeName: string, field: string, records: TwentyRecords): readonly string[] {
  if (typeName === 'Series') return ['FRED:UNRATE', 'FRED:GDP', 'NONE:NONE'];
  if (typeName.startsWith('Cms')) return ['1', '2', '3', '25', '999'];
  const plural = field.replace(/^crm/, '').replace(/^./, (letter) => letter.toLowerCase());
  const own = Object.entries(records).find(([name]) => name === `${plural}s` || name === plural.replace(/y$/, 'ies'));
  const ids = (own?.[1] ?? []).slice(0, 6).map(({ id }) => String(id));
  return [...ids, company(0)];
}
