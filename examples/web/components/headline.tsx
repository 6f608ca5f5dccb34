import type { ReactNode } from 'react';

interface HeadlineProps {
  /** What kind of page it is, or what it belongs to. */
  readonly over?: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
}

/** The top of a page. */
export function Headline({ over, title, children }: HeadlineProps) {
  return (
    <header className="max-w-3xl">
      {over && <p className="mb-3 text-[0.9375rem] text-soft">{over}</p>}
      <h1 className="text-display">{title}</h1>
      {children && <div className="mt-4 text-lg text-soft leading-relaxed">{children}</div>}
    </header>
  );
}
