import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { filterSchema, pruneSchema } from '@graphql-tools/utils';
import { buildSchema, type GraphQLSchema, printSchema } from 'graphql';
import { type Content, loadContent } from '../../content-model/index.ts';
import { type Deployment, loadDeployment } from '../../gateway/config/deployment.ts';
import type { TwentyRecords } from '../../sandbox/twenty/index.ts';
import { committedDirectusSchema } from '../../subgraphs/directus/testing.ts';
import { committedTwentySchema } from '../../subgraphs/twenty/index.ts';
import { blocksOf, readPage } from './markdown.ts';

/* What the reader of docs/own-collections.md writes, in the page's words, and has made in Directus and Twenty. */

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The files that the page has its reader write, in the order of its steps: one may be written again. */
export interface PageFile {
  /** From the deployment's folder: `chronos.config.ts`. */
  readonly path: string;
  readonly text: string;
}

/** The blocks whose first line says into which file of the folder `acme` they go. */
export async function filesOfPage(): Promise<readonly PageFile[]> {
  return blocksOf(await readPage('docs/own-collections.md')).flatMap(({ text }) => {
    const [, path] = /^(?:\/\/|#) acme\/(\S+)\n/.exec(text) ?? [];
    return path === undefined ? [] : [{ path, text }];
  });
}

/** A deployment's folder inside the repository, where `chronos-graph/config` can be imported. */
export interface Folder {
  readonly path: string;
  write(files: readonly PageFile[]): Promise<void>;
  load(): Promise<Deployment>;
  remove(): Promise<void>;
}

/** A folder whose files are written once: a module that was imported stays as it was. */
export async function makeFolder(files: readonly PageFile[]): Promise<Folder> {
  await mkdir(join(ROOT, '.chronos'), { recursive: true });
  const path = await mkdtemp(join(ROOT, '.chronos', 'acme-'));
  const write: Folder['write'] = async (written) => {
    for (const file of written) {
      await mkdir(dirname(join(path, file.path)), { recursive: true });
      await writeFile(join(path, file.path), file.text);
    }
  };
  await write(files);
  return {
    path,
    write,
    load: () => loadDeployment(join(path, 'chronos.config.ts')),
    remove: () => rm(path, { recursive: true, force: true }),
  };
}

/** What a Directus holds in which nothing was made yet. */
export const emptyContent: Content = {
  ...loadContent(),
  collections: [],
  relations: [],
  rows: {},
  files: [],
  publicPermissions: [],
};

/** Its schema, as Directus 11.17.4 has it. */
export const emptySchema = () =>
  buildSchema(`
    scalar Void
    type Query { _empty: Void }
    type Subscription { directus_files_mutated: directus_files_mutated }
    type directus_files_mutated { key: ID! data: directus_files }
    type directus_files { id: ID! title: String files(filter: directus_files_filter): [directus_files] }
    input directus_files_filter { _and: [directus_files_filter] }`);

/** The content of a Directus in which the page's collection was made. */
export function contentWithEvents(): Content {
  const field = (name: string, type: string, primaryKey = false) => {
    return { name, type, special: [], nullable: !primaryKey, unique: primaryKey, primaryKey };
  };
  const texts = ['title', 'status', 'region_code', 'internal_note'].map((name) => field(name, 'string'));
  const fields = [field('id', 'integer', true), ...texts, field('starts_at', 'timestamp')];
  const event = (id: number, title: string, status: string, region_code: string, starts_at: string) => {
    return { id, title, status, region_code, starts_at, internal_note: `Of ${title}.` };
  };
  return {
    ...emptyContent,
    collections: [{ name: 'events', singleton: false, sortField: null, fields }],
    rows: {
      events: [
        event(1, 'Night launch', 'planned', 'US-12', '2027-03-01T02:00:00Z'),
        event(2, 'Open day at the pads', 'open', 'US-12', '2027-02-06T15:00:00Z'),
        event(3, 'Harbor walk', 'planned', 'US-06', '2027-02-20T17:00:00Z'),
      ],
    },
    publicPermissions: [{ collection: 'events', fields: ['*'], filter: null }],
  };
}

/** What Directus makes of the collection, as far as the page asks for it. */
const EVENTS = /* GraphQL */ `
  type events {
    id: ID!
    internal_note: String
    region_code: String
    starts_at: Date
    starts_at_func: datetime_functions
    status: String
    title: String
  }
  input events_filter {
    _and: [events_filter]
    _or: [events_filter]
    id: number_filter_operators
    internal_note: string_filter_operators
    region_code: string_filter_operators
    starts_at: date_filter_operators
    starts_at_func: datetime_function_filter_operators
    status: string_filter_operators
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
export function schemaWithEvents(): GraphQLSchema {
  const schema = buildSchema(printSchema(committedDirectusSchema()) + EVENTS);
  return pruneSchema(filterSchema({ schema, rootFieldFilter: (_operation, name) => name.startsWith('events') }));
}

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
