import { createServer, type IncomingMessage } from 'node:http';
import { Pool } from 'undici';

/**
 * The view by hand: two waves of requests over undici, documents that never change, and JSON put together from what
 * comes back. It knows nobody, limits nothing and answers this one question.
 */
const { PORT, CMS_URL = '', CRM_URL = '', ANALYTICS_URL = '', CMS_TOKEN, CRM_KEY } = process.env;

const cms = upstream(CMS_URL, CMS_TOKEN);
const crm = upstream(CRM_URL, CRM_KEY);
const analytics = upstream(ANALYTICS_URL);

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

const LINKS = `query ($series: [String!]!, $regions: [String!]!) {
  seriesByCodes(codes: $series) { code title units latest { time value } }
  regionsByCodes(codes: $regions) { code name }
}`;

interface Article {
  readonly title: string;
  readonly slug: string;
  readonly published_at: string;
  readonly company_ids: readonly [string];
  readonly series_codes: readonly [string];
  readonly region_code: string;
}

interface Companies {
  readonly companies: {
    readonly edges: readonly {
      readonly node: { readonly id: string; readonly name: string; readonly domainName: { primaryLinkUrl: string } };
    }[];
  };
}

interface Links {
  readonly seriesByCodes: readonly unknown[];
  readonly regionsByCodes: readonly unknown[];
}

async function view(page: unknown) {
  const { cms_articles: articles } = await cms<{ cms_articles: readonly Article[] }>(ARTICLES, page);
  const ids = articles.map((article) => article.company_ids[0]);
  const [{ companies }, { seriesByCodes, regionsByCodes }] = await Promise.all([
    crm<Companies>(COMPANIES, { ids, first: ids.length }),
    analytics<Links>(LINKS, {
      series: articles.map((article) => article.series_codes[0]),
      regions: articles.map((article) => article.region_code),
    }),
  ]);
  const companiesById = new Map(companies.edges.map(({ node }) => [node.id, node]));
  return {
    articles: articles.map(({ title, slug, published_at, company_ids: [id] }, index) => {
      const company = companiesById.get(id);
      return {
        title,
        slug,
        publishedAt: published_at,
        company: company ? { name: company.name, domain: company.domainName.primaryLinkUrl } : null,
        series: seriesByCodes[index],
        region: regionsByCodes[index],
      };
    }),
  };
}

function upstream(url: string, token?: string) {
  const pool = new Pool(url, { connections: 128 });
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json',
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  return async <T>(query: string, variables: unknown): Promise<T> => {
    const { body } = await pool.request({
      method: 'POST',
      path: '/graphql',
      headers,
      body: JSON.stringify({ query, variables }),
    });
    const { data } = (await body.json()) as { data: T };
    return data;
  };
}

function readJson(request: IncomingMessage): Promise<unknown> {
  return new Promise((resolve, reject) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      text += chunk;
    });
    request.on('end', () => resolve(JSON.parse(text)));
    request.on('error', reject);
  });
}

createServer(async (request, response) => {
  try {
    const body = Buffer.from(JSON.stringify(await view(await readJson(request))));
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': body.byteLength });
    response.end(body);
  } catch (error) {
    response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' });
    response.end(String(error));
  }
}).listen(Number(PORT), '127.0.0.1');
