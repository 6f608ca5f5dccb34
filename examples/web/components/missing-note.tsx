import type { GraphError } from '@chronos-graph/client';
import { Link } from '@/components/link.tsx';
import { isSignedOut, missing } from '@/lib/missing.ts';

/** Says what of a page is missing and why, above what is there. */
export function MissingNote({ errors }: { readonly errors: readonly GraphError[] }) {
  if (errors.length === 0) return null;
  return (
    <section
      aria-labelledby="missing"
      className="mb-10 border-alert border-l-4 bg-alert-ground px-5 py-4 text-[0.9375rem] text-alert"
    >
      <h2 id="missing" className="font-sans font-semibold text-[0.9375rem]">
        {isSignedOut(errors) ? 'You are no longer signed in' : 'Some of this page is missing'}
      </h2>
      <ul className="mt-1">
        {missing(errors).map(({ reason, parts }) => (
          <li key={reason}>
            {reason} {parts.length > 0 && `Without it we cannot show ${list(parts)}.`}
          </li>
        ))}
      </ul>
      {isSignedOut(errors) && (
        <Link href="/sign-in" className="font-semibold underline underline-offset-2">
          Sign in again
        </Link>
      )}
    </section>
  );
}

function list(parts: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'conjunction' }).format(parts);
}
