import { Link } from '@/components/link.tsx';

interface PagesProps {
  /** In the address, and the id of the list's title: "people". */
  readonly name: string;
  /** From 1. */
  readonly page: number;
  /** How many items a page has. */
  readonly size: number;
  /** How many items there are on all pages. */
  readonly total: number;
}

/** Leads through the pages of a list that is a part of a page. Nothing where the list has only one. */
export function Pages({ name, page, size, total }: PagesProps) {
  const last = Math.ceil(total / size);
  if (last === 0 || (last === 1 && page === 1)) return null;
  const to = (other: number) => `?${name}=${other}#${name}`;
  return (
    <nav aria-label={`Pages of ${name}`} className="mt-6 flex items-baseline gap-6">
      {page > 1 && (
        <Link href={to(Math.min(page - 1, last))} className="link py-2">
          ← Previous
        </Link>
      )}
      {page < last && (
        <Link href={to(page + 1)} className="link py-2">
          Next →
        </Link>
      )}
      <span className="label">{page > last ? `The last page is page ${last}` : `Page ${page} of ${last}`}</span>
    </nav>
  );
}
