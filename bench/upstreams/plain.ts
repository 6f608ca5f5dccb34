import { createServer } from 'node:http';
import { createSchema, createYoga } from 'graphql-yoga';
import type { Article, Company, ViewItem } from '../world.ts';

/**
 * The CMS as a peer would wish it to be: plain GraphQL in the graph's own names, so that the peers have no dialect to
 * translate. Served at `/plain`.
 */
export function plainCms(articles: readonly Article[], firstOffset: number) {
  return plainServer(
    `type Article {
      id: ID!
      title: String!
      slug: String!
      publishedAt: String!
      companyId: ID!
      seriesCode: ID!
      regionCode: ID!
    }
    type Query { articles(limit: Int!, offset: Int!): [Article!]! }`,
    {
      articles: (_: unknown, { limit, offset }: { limit: number; offset: number }) =>
        articles.slice(offset - firstOffset, offset - firstOffset + limit),
    },
  );
}

/** The CRM in the same way: a lookup of companies by ids, in the order of the ids. */
export function plainCrm(companies: readonly Company[]) {
  const byId = new Map(companies.map((company) => [company.id, company]));
  return plainServer(
    `type Company {
      id: ID!
      name: String!
      domain: String!
    }
    type Query { companiesByIds(ids: [ID!]!): [Company]! }`,
    { companiesByIds: (_: unknown, { ids }: { ids: readonly string[] }) => ids.map((id) => byId.get(id) ?? null) },
    { Company: ({ id }) => byId.get(String(id)) },
  );
}

/** Analytics in the same way, with no more of it than the view needs: lookups of series and regions by codes. */
export function plainAnalytics(items: readonly ViewItem[]) {
  const series = new Map(items.map((item) => [item.series.code, item.series]));
  const regions = new Map(items.map((item) => [item.region.code, item.region]));
  return plainServer(
    `type Observation {
      time: String!
      value: Float
    }
    type Series {
      code: ID!
      title: String!
      units: String!
      latest: Observation
    }
    type Region {
      code: ID!
      name: String!
    }
    type Query {
      seriesByCodes(codes: [ID!]!): [Series]!
      regionsByCodes(codes: [ID!]!): [Region]!
    }`,
    {
      seriesByCodes: (_: unknown, { codes }: Codes) => codes.map((code) => series.get(code) ?? null),
      regionsByCodes: (_: unknown, { codes }: Codes) => codes.map((code) => regions.get(code) ?? null),
    },
    { Series: ({ code }) => series.get(String(code)), Region: ({ code }) => regions.get(String(code)) },
  );
}

interface Codes {
  readonly codes: readonly string[];
}

type Resolvers = Record<string, (parent: unknown, args: never) => unknown>;

/** What an entity is found by, where the graph is federated: a type's name, and the field that is its key. */
interface Representation {
  readonly __typename: string;
  readonly [key: string]: unknown;
}

/**
 * Serves a schema at `/plain`.
 * @param entities how federated gateways find what has a key, by type: at `/plain` too, by `_entities`
 */
function plainServer(
  typeDefs: string,
  Query: Resolvers,
  entities: Record<string, (key: Representation) => unknown> = {},
) {
  const types = Object.keys(entities);
  const federated = `
    scalar _Any
    union _Entity = ${types.join(' | ')}
    extend type Query { _entities(representations: [_Any!]!): [_Entity]! }`;
  const resolvers = {
    Query: {
      ...Query,
      _entities: (_: unknown, { representations }: { representations: readonly Representation[] }) =>
        representations.map((key) => ({ ...Object(entities[key.__typename]?.(key)), __typename: key.__typename })),
    },
  };
  const schema =
    types.length === 0
      ? createSchema({ typeDefs, resolvers: { Query } })
      : createSchema({ typeDefs: [typeDefs, federated], resolvers });
  return createServer(createYoga({ schema, graphqlEndpoint: '/plain', landingPage: false, logging: false }));
}
