import { Link } from '@/components/link.tsx';
import { Empty } from './empty.tsx';

interface CompanyListProps {
  /** null: they did not arrive. */
  readonly companies:
    | readonly {
        readonly id: string;
        readonly name: string | null;
        readonly address?: { readonly addressCity: string | null } | null;
      }[]
    | null;
}

/** Companies by name, for staff. */
export function CompanyList({ companies }: CompanyListProps) {
  if (companies === null) return <Empty>The companies did not arrive.</Empty>;
  if (companies.length === 0) return <Empty>There are none.</Empty>;
  return (
    <ul className="grid gap-x-8 gap-y-3 sm:grid-cols-2 lg:grid-cols-3">
      {companies.map(({ id, name, address }) => (
        <li key={id}>
          <Link href={`/companies/${id}`} className="font-semibold hover:underline">
            {name ?? 'Without a name'}
          </Link>
          {address?.addressCity && <span className="label block">{address.addressCity}</span>}
        </li>
      ))}
    </ul>
  );
}
