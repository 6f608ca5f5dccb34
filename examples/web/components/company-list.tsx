import { Link } from '@/components/link.tsx';
import { nameOf } from '@/lib/format.ts';
import { Empty } from './empty.tsx';

interface CompanyListProps {
  /** Undefined: they could not be loaded. */
  readonly companies:
    | readonly {
        readonly id: string;
        readonly name: string | null;
        readonly address?: { readonly addressCity: string | null } | null;
      }[]
    | undefined;
  /** How many there are on all pages; as many as `companies` where absent. */
  readonly total?: number | undefined;
}

/** Companies by name, for staff. */
export function CompanyList({ companies, total = companies?.length }: CompanyListProps) {
  if (!companies) return <Empty>The companies could not be loaded.</Empty>;
  if (total === 0) return <Empty>There are no companies.</Empty>;
  return (
    <ul className="grid gap-x-8 gap-y-3 sm:grid-cols-2 lg:grid-cols-3">
      {companies.map(({ id, name, address }) => (
        <li key={id}>
          <Link href={`/companies/${id}`} className="font-semibold hover:underline">
            {nameOf(name)}
          </Link>
          {address?.addressCity && <span className="label block">{address.addressCity}</span>}
        </li>
      ))}
    </ul>
  );
}
