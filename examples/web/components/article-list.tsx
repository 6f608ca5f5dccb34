import { Link } from '@/components/link.tsx';
import { day } from '@/lib/format.ts';
import { Empty } from './empty.tsx';

interface ArticleListProps {
  /** Undefined: they could not be loaded. */
  readonly articles:
    | readonly { readonly slug: string; readonly title: string; readonly publishedAt: string }[]
    | undefined;
  /** What is said where there are none. */
  readonly none: string;
}

/** Articles by their titles and days. */
export function ArticleList({ articles, none }: ArticleListProps) {
  if (!articles) return <Empty>The articles could not be loaded.</Empty>;
  if (articles.length === 0) return <Empty>{none}</Empty>;
  return (
    <ul className="grid gap-4">
      {articles.map(({ slug, title, publishedAt }) => (
        <li key={slug}>
          <Link href={`/articles/${slug}`} className="font-serif text-lg leading-snug hover:underline">
            {title}
          </Link>
          <time dateTime={publishedAt} className="label block">
            {day(publishedAt)}
          </time>
        </li>
      ))}
    </ul>
  );
}
