import { ArticlePageDocument, createClient, HomeDocument } from '../../client/index.ts';

const client = createClient({ url: 'http://127.0.0.1:4000/graphql' });

export const missingVariables = client.run(ArticlePageDocument);
export const wrongVariable = client.run(ArticlePageDocument, { slug: 42 });
export const unknownVariable = client.run(HomeDocument, { nope: true });

const article = await client.run(ArticlePageDocument, { slug: 'x' });
export const unknownField = article.data?.cmsArticleBySlug?.internalNote;
export const uncheckedNull = article.data.cmsArticleBySlug.title;
export const wrongType: number | null | undefined = article.data?.cmsArticleBySlug?.title;
