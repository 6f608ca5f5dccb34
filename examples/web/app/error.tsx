'use client';

/** Shown when this site itself fails: errors of the gateway are shown on the page. */
export default function SiteError({ reset }: { readonly reset: () => void }) {
  return (
    <main id="content" tabIndex={-1} className="mx-auto w-full max-w-6xl grow px-5 pt-10 pb-24 sm:px-8">
      <h1 className="text-display">This page failed</h1>
      <p className="mt-4 max-w-xl text-lg text-soft">An error occurred on this site. Try again, now or later.</p>
      <button type="button" onClick={reset} className="button mt-6">
        Try again
      </button>
    </main>
  );
}
