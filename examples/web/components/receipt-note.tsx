import type { Receipt } from '@/lib/receipt.ts';

/** At the end of each page, where it covers nothing: "1 request, 34 ms, 2 waves". */
export function ReceiptNote({ receipt }: { readonly receipt: Receipt }) {
  return (
    <aside
      aria-label="Requests of this page"
      className="mx-auto mb-4 w-full max-w-6xl px-5 text-right text-soft text-xs tabular-nums sm:px-8 print:hidden"
    >
      <span data-testid="receipt">{sentence(receipt)}</span>
    </aside>
  );
}

function sentence({ requests, milliseconds, age, waves }: Receipt): string {
  const cached = age === undefined ? [] : [`cached for ${age} s`];
  if (requests === 0 && age === undefined) return 'No request';
  return [
    `${requests} ${requests === 1 ? 'request' : 'requests'}`,
    ...cached,
    `${Math.max(1, Math.round(milliseconds))} ms`,
    ...(waves === undefined ? [] : [`${waves} ${waves === 1 ? 'wave' : 'waves'}`]),
  ].join(', ');
}
