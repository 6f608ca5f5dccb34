'use client';

import Form from 'next/form';
import { useState } from 'react';
import type { Years } from '@/lib/years.ts';

interface YearFormProps {
  /** The page's own. */
  readonly path: string;
  readonly years: Years;
}

/** A slider over the years of a map. Without a script, a button sends it. */
export function YearForm({ path, years: { first, last, shown } }: YearFormProps) {
  const [chosen, setChosen] = useState<number>();
  // The page of that year has arrived: from now on the slider follows the page, on the browser's way back too.
  if (chosen === shown) setChosen(undefined);
  const year = chosen ?? shown;
  const send = (form: HTMLFormElement | null) => {
    if (year !== shown) form?.requestSubmit();
  };
  return (
    <Form action={path} scroll={false} className="mt-4 flex flex-wrap items-center gap-x-4 gap-y-2">
      <label htmlFor="year" className="font-semibold text-[0.9375rem]">
        Year
      </label>
      <span className="label">{first}</span>
      <input
        id="year"
        name="year"
        type="range"
        min={first}
        max={last}
        value={year}
        onChange={({ target }) => setChosen(target.valueAsNumber)}
        onPointerUp={({ currentTarget }) => send(currentTarget.form)}
        onKeyUp={({ currentTarget }) => send(currentTarget.form)}
        className="min-w-40 flex-1 accent-accent"
      />
      <span className="label">{last}</span>
      <output htmlFor="year" className="scripted font-serif text-xl tabular-nums">
        {year}
      </output>
      <button type="submit" className="unscripted button button-quiet">
        Show
      </button>
    </Form>
  );
}
