import type { ReactNode } from 'react';

interface SectionProps {
  readonly id: string;
  readonly title: string;
  readonly children: ReactNode;
  /** Next to the title: a link to all. */
  readonly aside?: ReactNode;
}

/** A part of a page under a title of its own. */
export function Section({ id, title, aside, children }: SectionProps) {
  return (
    <section aria-labelledby={id} className="mt-14">
      <div className="mb-5 flex items-baseline justify-between gap-4 border-line border-b pb-2">
        <h2 id={id} className="text-title">
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
