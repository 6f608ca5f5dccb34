import type { GraphError } from '@chronos-graph/client';
import type { ReactNode } from 'react';
import type { Receipt } from '@/lib/receipt.ts';
import { MissingNote } from './missing-note.tsx';
import { ReceiptNote } from './receipt-note.tsx';

export interface PageProps {
  readonly receipt: Receipt;
  /** What of the page could not be loaded. */
  readonly errors?: readonly GraphError[];
  readonly children: ReactNode;
}

/** The frame of every page: its one answer's content, what of it is missing, and what it took. */
export function Page({ receipt, errors = [], children }: PageProps) {
  return (
    <>
      <main id="content" tabIndex={-1} className="mx-auto w-full max-w-6xl grow px-5 pt-10 pb-24 outline-none sm:px-8">
        <MissingNote errors={errors} />
        {children}
      </main>
      <ReceiptNote receipt={receipt} />
    </>
  );
}
