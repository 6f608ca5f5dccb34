import Form from 'next/form';
import { BUCKETS, type Figures, TRANSFORMS } from '@/lib/figures.ts';

interface FiguresFormProps {
  /** Of the series. */
  readonly code: string;
  readonly figures: Figures;
  /** What it may be compared with. */
  readonly related: readonly { readonly code: string; readonly title: string }[];
}

/** How the figures of a series are shown. The form's values become the page's address, with or without scripts. */
export function FiguresForm({ code, figures, related }: FiguresFormProps) {
  return (
    <Form
      action={`/series/${code}`}
      scroll={false}
      className="grid items-end gap-4 sm:grid-cols-2 lg:grid-cols-[minmax(0,1.4fr)_minmax(0,1.2fr)_minmax(0,1fr)_minmax(0,1fr)_minmax(0,1.4fr)_auto]"
    >
      <Choice name="transform" label="Show" choices={TRANSFORMS} chosen={figures.transform} />
      <Choice name="bucket" label="Frequency" choices={BUCKETS} chosen={figures.bucket ?? ''} />
      <Day name="from" label="From" chosen={figures.from} />
      <Day name="to" label="To" chosen={figures.to} />
      <div>
        <label htmlFor="with" className="label mb-1 block">
          Compare with
        </label>
        <input
          id="with"
          name="with"
          list="related-codes"
          placeholder="Code of a series"
          defaultValue={figures.with ?? ''}
          maxLength={100}
          className="field"
        />
        <datalist id="related-codes">
          {related.map((each) => (
            <option key={each.code} value={each.code}>
              {each.title}
            </option>
          ))}
        </datalist>
      </div>
      <button type="submit" className="button">
        Show
      </button>
    </Form>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly choices: readonly (readonly [value: string, text: string])[];
  readonly chosen: string;
}

function Choice({ name, label, choices, chosen }: ChoiceProps) {
  return (
    <div>
      <label htmlFor={name} className="label mb-1 block">
        {label}
      </label>
      <select id={name} name={name} defaultValue={chosen} className="field">
        {choices.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}

function Day({
  name,
  label,
  chosen,
}: {
  readonly name: string;
  readonly label: string;
  readonly chosen: string | null;
}) {
  return (
    <div>
      <label htmlFor={name} className="label mb-1 block">
        {label}
      </label>
      <input id={name} name={name} type="date" defaultValue={chosen ?? ''} className="field" />
    </div>
  );
}
