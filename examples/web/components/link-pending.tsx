'use client';

import { useLinkStatus } from 'next/link';

/** A dot next to a link that was followed, until its page is loaded. */
export function LinkPending() {
  const { pending } = useLinkStatus();
  if (!pending) return null;
  return (
    <span role="status" className="-mr-3 ml-1 inline-block size-2 rounded-full bg-current motion-safe:animate-pulse">
      <span className="sr-only">Loading</span>
    </span>
  );
}
