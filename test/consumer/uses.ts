import { ArticlePageDocument, createClient, HomeDocument } from '../../client/index.ts';

const client = createClient({ url: 'http://127.0.0.1:4000/graphql' });

const article = await client.run(ArticlePageDocument, { slug: 'manufacturing-after-the-great-recession' });
const found = article.data?.cmsArticleBySlug;
export const title: string | null | undefined = found?.title;
export const latest: number | null | undefined = found?.series?.[0]?.latest?.value;
export const code: string | undefined = article.errors[0]?.extensions?.code;

const home = await client.run(HomeDocument);
export const newest: readonly unknown[] = home.data?.cmsArticles ?? [];
