/** `cmsArticle` → `CmsArticle`. */
export const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** `CmsArticle` → `cmsArticle`. */
export const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** `published_at` and `publishedAt` → `PUBLISHED_AT`. */
export const constantCase = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase();
