import NextLink from 'next/link';
import type { ComponentProps } from 'react';
import { LinkPending } from './link-pending.tsx';

/** A link inside the site. Nothing is requested before it is followed. */
export function Link({ children, ...props }: Omit<ComponentProps<typeof NextLink>, 'prefetch'>) {
  return (
    <NextLink {...props} prefetch={false}>
      {children}
      <LinkPending />
    </NextLink>
  );
}
