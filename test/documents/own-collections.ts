import { buildSchema, printSchema } from 'graphql';
import { links as projectLinks } from '../../gateway/links/index.ts';
import { link, locatedLink } from '../../gateway/links/link.ts';
import { analytics } from '../../gateway/links/lookups.ts';
import type { TwentyRecords } from '../../sandbox/twenty/index.ts';
import { type Content, loadContent } from '../../subgraphs/directus/content-model/index.ts';
import { committedDirectusSchema, type DirectusNaming, defaultNaming } from '../../subgraphs/directus/index.ts';
import { committedTwentySchema } from '../../subgraphs/twenty/index.ts';

/* What docs/own-collections.md says to write, in its words: documents.test.ts looks for each of its blocks here. */

const own = {
  events: {
    description: 'Something that takes place in a region.',
    fields: {
      title: 'What it is called.',
      starts_at: 'When it begins.',
      region_code: 'Code of the region that it takes place in: `US-06`.',
    },
    lookups: { region_code: 'equals' },
    lookupOrder: ['starts_at', 'id'],
  },
} as const satisfies DirectusNaming['collections'];

export const naming: DirectusNaming = { ...defaultNaming, collections: { ...defaultNaming.collections, ...own } };

/** Where an event takes place. */
export const eventRegion = link<{ regionCode: string | null }>({
  on: 'CmsEvent',
  field: 'region: Region',
  description: 'The region that the event takes place in.',
  needs: '{ regionCode }',
  lookup: analytics.regionsByCodes,
  key: (event) => event.regionCode,
});

/** Events in a region. */
export const regionEvents = link<{ code: string }, { first: number }>({
  on: 'Region',
  field: 'events(first: Int = 10): [CmsEvent!]',
  description: 'What takes place in the region, soonest first, at most `first` of it (1 to 100).',
  needs: '{ code }',
  lookup: { upstream: 'directus', field: 'cmsEventsByRegionCode', keys: 'keys' },
  key: (region) => region.code,
  lookupArgs: ({ first }) => ({ limit: first }),
});

/** Where a rocket starts from. */
export const rocketRegion = link<{ regionCode: string | null }>({
  on: 'CrmRocket',
  field: 'region: Region',
  description: 'The region that the rocket starts from.',
  needs: '{ regionCode }',
  lookup: analytics.regionsByCodes,
  key: (rocket) => rocket.regionCode || null,
});

/** Rockets that start from a region. */
export const regionRockets = locatedLink<{ code: string }, { regionCode: string | null }, { code: string }>({
  on: 'Region',
  field: 'rockets: CrmRocketsInRegion',
  description: 'The rockets that start from the region.',
  list: { type: 'CrmRocketsInRegion', node: 'CrmRocket', description: 'The rockets that start from a region.' },
  needs: '{ code }',
  search: {
    upstream: 'twenty',
    field: 'crmRockets',
    args: (regions) => ({
      filter: { regionCode: { in: regions.map(({ code }) => code) } },
      orderBy: [{ id: 'AscNullsFirst' }],
    }),
    bound: 1_000,
    needs: '{ regionCode }',
  },
  locate: {
    lookup: analytics.regionsByCodes,
    key: (rocket) => rocket.regionCode || null,
    lookupArgs: () => ({}),
    select: '{ code }',
    belongs: (found, region) => found.code === region.code,
  },
});

export const links = [...projectLinks, eventRegion, regionEvents, rocketRegion, regionRockets];

/** The project's content, and the collection that the page has its reader make. */
export function contentWithEvents(): Content {
  const content = loadContent();
  const field = (name: string, type: string, primaryKey = false) => {
    return { name, type, special: [], nullable: !primaryKey, unique: primaryKey, primaryKey };
  };
  const fields = [
    field('id', 'integer', true),
    field('title', 'string'),
    field('starts_at', 'timestamp'),
    field('region_code', 'string'),
  ];
  return {
    ...content,
    collections: [...content.collections, { name: 'events', singleton: false, sortField: null, fields }],
    rows: {
      ...content.rows,
      events: [
        { id: 1, title: 'Night launch', starts_at: '2027-03-01T02:00:00Z', region_code: 'US-12' },
        { id: 2, title: 'Open day at the pads', starts_at: '2027-02-06T15:00:00Z', region_code: 'US-12' },
        { id: 3, title: 'Harbor walk', starts_at: '2027-02-20T17:00:00Z', region_code: 'US-06' },
      ],
    },
    publicPermissions: [...content.publicPermissions, { collection: 'events', fields: ['*'], filter: null }],
  };
}

/** What Directus makes of the collection, as far as the page asks for it. */
const EVENTS = /* GraphQL */ `
  type events {
    id: ID!
    region_code: String
    starts_at: Date
    starts_at_func: datetime_functions
    title: String
  }
  input events_filter {
    _and: [events_filter]
    _or: [events_filter]
    id: number_filter_operators
    region_code: string_filter_operators
    starts_at: date_filter_operators
    starts_at_func: datetime_function_filter_operators
    title: string_filter_operators
  }
  extend type Query {
    events(
      filter: events_filter
      limit: Int
      offset: Int
      page: Int
      search: String
      sort: [String]
    ): [events!]!
    events_by_id(id: ID!, version: String): events
  }
`;

/** The schema of that content, as Directus tells it. */
export const schemaWithEvents = () => buildSchema(printSchema(committedDirectusSchema()) + EVENTS);

/** What Twenty makes of the object `rocket`, as far as the page asks for it. */
const ROCKET = /* GraphQL */ `
  type Rocket {
    createdAt: DateTime!
    id: UUID!
    name: String
    regionCode: String
  }
  type RocketEdge {
    cursor: Cursor!
    node: Rocket!
  }
  type RocketConnection {
    edges: [RocketEdge!]!
    pageInfo: PageInfo!
    totalCount: Int
  }
  input RocketFilterInput {
    and: [RocketFilterInput]
    createdAt: DateTimeFilter
    id: UUIDFilter
    name: StringFilter
    not: RocketFilterInput
    or: [RocketFilterInput]
    regionCode: StringFilter
  }
  input RocketOrderByInput {
    createdAt: OrderByDirection
    id: OrderByDirection
    name: OrderByDirection
    regionCode: OrderByDirection
  }
  extend type Query {
    rocket(filter: RocketFilterInput!): Rocket
    rockets(
      after: String
      before: String
      filter: RocketFilterInput
      first: Int
      last: Int
      offset: Int
      orderBy: [RocketOrderByInput]
    ): RocketConnection
  }
`;

/** A fresh workspace of Twenty with the object that the page has its reader make. */
export const schemaWithRockets = () => buildSchema(printSchema(committedTwentySchema()) + ROCKET);

export const rockets: TwentyRecords = {
  rockets: [
    { id: '20c00000-0000-4000-8000-000000000001', name: 'Pelican', regionCode: 'US-12' },
    { id: '20c00000-0000-4000-8000-000000000002', name: 'Condor', regionCode: 'US-06' },
    { id: '20c00000-0000-4000-8000-000000000003', name: 'Ibis', regionCode: 'US-12' },
  ],
};
