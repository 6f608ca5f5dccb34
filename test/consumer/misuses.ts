import {
  ArticlePageDocument,
  createClient,
  GraphError,
  HomeDocument,
  hasCode,
  SeriesPagesDocument,
} from '../../client/index.ts';

const client = createClient({ url: 'http://127.0.0.1:4000/graphql' });

export const missingVariables = client.request(ArticlePageDocument);
export const wrongVariable = client.request(ArticlePageDocument, { slug: 42 });
export const unknownVariable = client.request(HomeDocument, { nope: true });
export const wrongEnum = client.request(SeriesPagesDocument, { frequency: 'FORTNIGHTLY' });

const article = await client.request(ArticlePageDocument, { slug: 'x' });
export const unknownField = article.cmsArticleBySlug?.internalNote;
export const uncheckedNull = article.cmsArticleBySlug.title;
export const wrongType: number | null | undefined = article.cmsArticleBySlug?.title;
export const dataNull: string | undefined = article.cmsArticleBySlug?.cover?.description;

const answer = await client.requestPartial(HomeDocument);
export const uncheckedData = answer.data.cmsArticles;
export const uncheckedPart = answer.data?.cmsArticles.length;
export const uncheckedField: string | undefined = answer.data?.cmsArticles?.[0]?.title;

const error: unknown = new GraphError('RATE_LIMITED', 'Too often.');
export const unknownCode = hasCode(error, 'NO_SUCH_CODE');
export const otherDetails = hasCode(error, 'RATE_LIMITED') && error.extensions.cost;

export const notPaged = client.pages(ArticlePageDocument, { slug: 'x' }, () => null);
export const noList = client.pages(SeriesPagesDocument, {}, (data) => data.cmsArticles);

const body = { query: '{ __typename }' };
export const noDocument = client.request(body);
