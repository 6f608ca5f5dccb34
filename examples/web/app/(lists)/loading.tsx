/**
 * Until the answer of a page is there that is always there itself. Not above pages of one thing: these wait for their
 * answer, and are HTTP 404 where there is no such thing.
 */
export default function Loading() {
  return (
    <main id="content" tabIndex={-1} className="mx-auto w-full max-w-6xl grow px-5 pt-10 pb-24 sm:px-8">
      <p role="status" className="sr-only">
        Loading
      </p>
      <div aria-hidden="true" className="motion-safe:animate-pulse">
        <div className="h-4 w-40 rounded bg-raised" />
        <div className="mt-5 h-12 w-4/5 max-w-2xl rounded bg-raised" />
        <div className="mt-4 h-5 w-3/5 max-w-xl rounded bg-raised" />
        <div className="mt-12 h-80 rounded bg-raised" />
      </div>
    </main>
  );
}
