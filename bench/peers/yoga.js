/**
 * Yoga with resolvers by hand and DataLoader: the view's graph as a person writes it over the real dialects, asking each
 * upstream through undici.
 */
import { createServer } from 'node:http';
import DataLoader from 'dataloader';
import { createSchema, createYoga } from 'graphql-yoga';
import { Pool } from 'undici';

const { PORT, CMS_URL, CRM_URL, ANALYTICS_URL, CMS_TOKEN, CRM_KEY } = process.env;

const cms = upstream(CMS_URL, CMS_TOKEN);
const crm = upstream(CRM_URL, CRM_KEY);
const analytics = upstream(ANALYTICS_URL);

const typeDefs = `
  type Company { id: ID! name: String! domain: String! }
  type Observation { time: String! value: Float }
  type Series { code: String! title: String! units: String latest: Observation }
  type Region { code: String! name: String! }
  type Article {
    title: String!
    slug: String!
    publishedAt: String!
    company: Company
    series: Series
    region: Region
  }
  type Query { articles(limit: Int!, offset: Int!): [Article!]! }
`;

const resolvers = {
  Query: {
    articles: async (_, page) => (await cms(ARTICLES, page)).cms_articles,
  },
  Article: {
    publishedAt: (article) => article.published_at,
    company: (article, _, { loaders }) => loaders.company.load(article.company_ids[0]),
    series: (article, _, { loaders }) => loaders.series.load(article.series_codes[0]),
    region: (article, _, { loaders }) => loaders.region.load(article.region_code),
  },
  Company: { domain: (company) => company.domainName.primaryLinkUrl },
};

const ARTICLES = `query ($limit: Int, $offset: Int) {
  cms_articles(sort: ["id"], limit: $limit, offset: $offset) {
    title slug published_at company_ids series_codes region_code
  }
}`;

const COMPANIES = `query ($ids: [UUID!], $first: Int) {
  companies(filter: { id: { in: $ids } }, first: $first) {
    edges { node { id name domainName { primaryLinkUrl } } }
  }
}`;

const SERIES = `query ($codes: [String!]!) { found: seriesByCodes(codes: $codes) { code title units latest { time value } } }`;
const REGIONS = `query ($codes: [String!]!) { found: regionsByCodes(codes: $codes) { code name } }`;

const createLoaders = () => ({
  company: new DataLoader(async (ids) => {
    const { companies } = await crm(COMPANIES, { ids, first: ids.length });
    const byId = new Map(companies.edges.map(({ node }) => [node.id, node]));
    return ids.map((id) => byId.get(id) ?? null);
  }),
  series: new DataLoader(async (codes) => (await analytics(SERIES, { codes })).found),
  region: new DataLoader(async (codes) => (await analytics(REGIONS, { codes })).found),
});

function upstream(url, token) {
  const pool = new Pool(url, { connections: 128 });
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json',
    ...(token && { authorization: `Bearer ${token}` }),
  };
  return async (query, variables) => {
    const { body } = await pool.request({
      method: 'POST',
      path: '/graphql',
      headers,
      body: JSON.stringify({ query, variables }),
    });
    return (await body.json()).data;
  };
}

const yoga = createYoga({
  schema: createSchema({ typeDefs, resolvers }),
  context: () => ({ loaders: createLoaders() }),
  logging: false,
});
createServer(yoga).listen(Number(PORT), '127.0.0.1');
