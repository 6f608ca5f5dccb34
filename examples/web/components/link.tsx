import NextLink from 'next/link';
import type { ComponentProps } from 'react';
import { LinkPending } from './link-pending.tsx';

/** A link inside the site. Nothing is asked for before it is followed: a page's query is for who wants to see the page. */
export function Link({ children, ...props }: Omit<ComponentProps<typeof NextLink>, 'prefetch'>) {
  return (
    <NextLink {...props} prefetch={false}>
      {children}
      <LinkPending />
    </NextLink>
  );
}
