import type { ReactNode } from 'react';

/** In place of a list that has nothing in it, or that could not be loaded. */
export function Empty({ children }: { readonly children: ReactNode }) {
  return <p className="text-soft">{children}</p>;
}
