import type { SiteCompanyQuery } from '@chronos-graph/views';
import { day, money, words } from '@/lib/format.ts';
import { Empty } from './empty.tsx';

type Company = NonNullable<SiteCompanyQuery['crmCompany']>;

/** The opportunities of a company, the latest to close first; nothing on a page past the last one. */
export function Opportunities({ opportunities }: { readonly opportunities: Company['opportunities'] | undefined }) {
  if (!opportunities) return <Empty>The opportunities could not be loaded.</Empty>;
  if (opportunities.totalCount === 0) return <Empty>There are no opportunities.</Empty>;
  if (opportunities.edges.length === 0) return null;
  return (
    <table className="figures">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Stage</th>
          <th scope="col" className="hidden sm:table-cell">
            Closes
          </th>
          <th scope="col" className="number">
            Amount
          </th>
        </tr>
      </thead>
      <tbody>
        {opportunities.edges.map(({ node: { id, name, stage, closeDate, amount } }) => (
          <tr key={id}>
            <td>{name}</td>
            <td>{stage && words(stage)}</td>
            <td className="hidden sm:table-cell">{closeDate && day(closeDate)}</td>
            <td className="number">{amount ? money(amount.amountMicros, amount.currencyCode) : '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The people of a company. */
export function People({ people }: { readonly people: Company['people'] | undefined }) {
  if (!people) return <Empty>The people could not be loaded.</Empty>;
  if (people.totalCount === 0) return <Empty>The CRM has no people of this company.</Empty>;
  return (
    <ul className="grid gap-x-8 gap-y-4 sm:grid-cols-2 lg:grid-cols-4">
      {people.edges.map(({ node: { id, name, jobTitle } }) => (
        <li key={id}>
          <span className="font-semibold">
            {[name?.firstName, name?.lastName].filter(Boolean).join(' ') || 'Without a name'}
          </span>
          {jobTitle && <span className="label block">{jobTitle}</span>}
        </li>
      ))}
    </ul>
  );
}
