import type { Receipt } from '@/lib/receipt.ts';

/** In the corner of each page: "1 request, 34 ms, 2 waves". */
export function ReceiptNote({ receipt }: { readonly receipt: Receipt }) {
  return (
    <aside
      aria-label="What this page took"
      className="z-20 mx-auto mb-6 w-fit rounded-full sm:fixed sm:right-3 sm:bottom-3 sm:m-0 border border-line bg-paper/95 px-3.5 py-1.5 text-soft text-xs tabular-nums shadow-sm print:hidden"
    >
      <span data-testid="receipt">{sentence(receipt)}</span>
    </aside>
  );
}

function sentence({ requests, milliseconds, age, waves }: Receipt): string {
  const kept = age === undefined ? [] : [`kept for ${age} s`];
  if (requests === 0 && age === undefined) return 'No request';
  return [
    `${requests} ${requests === 1 ? 'request' : 'requests'}`,
    ...kept,
    `${Math.max(1, Math.round(milliseconds))} ms`,
    ...(waves === undefined ? [] : [`${waves} ${waves === 1 ? 'wave' : 'waves'}`]),
  ].join(', ');
}
