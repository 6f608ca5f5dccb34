import Form from 'next/form';
import { Link } from '@/components/link.tsx';
import { type CatalogAsked, FREQUENCIES } from '@/lib/catalog.ts';
import { words } from '@/lib/format.ts';

interface CatalogFormProps {
  readonly asked: CatalogAsked;
  /** Undefined: they could not be loaded. */
  readonly indicators: readonly { readonly code: string; readonly name: string }[] | undefined;
}

/** What to look for in the catalogue. The form's values become the page's address, with or without scripts. */
export function CatalogForm({ asked, indicators = [] }: CatalogFormProps) {
  return (
    <Form
      action="/series"
      role="search"
      className="mt-8 grid items-end gap-4 sm:grid-cols-2 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_minmax(0,1fr)_auto]"
    >
      <div>
        <label htmlFor="search" className="label mb-1 block">
          Words of the title, or the start of a code
        </label>
        <input id="search" name="search" type="search" defaultValue={asked.search} maxLength={200} className="field" />
      </div>
      <div>
        <label htmlFor="frequency" className="label mb-1 block">
          Frequency
        </label>
        <select id="frequency" name="frequency" defaultValue={asked.frequency} className="field">
          <option value="">Any</option>
          {FREQUENCIES.map((each) => (
            <option key={each} value={each}>
              {words(each)}
            </option>
          ))}
        </select>
      </div>
      <div>
        <label htmlFor="indicator" className="label mb-1 block">
          Indicator
        </label>
        <select id="indicator" name="indicator" defaultValue={asked.indicator} className="field">
          <option value="">Any</option>
          {indicators.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <button type="submit" className="button">
        Search
      </button>
      {asked.region && (
        <p className="label col-span-full">
          <input type="hidden" name="region" value={asked.region} />
          Only series about region {asked.region}.{' '}
          <Link href="/series" className="link">
            Show the series of all regions
          </Link>
        </p>
      )}
    </Form>
  );
}
