import type { Metadata } from 'next';
import { Headline } from '@/components/headline.tsx';
import { Link } from '@/components/link.tsx';
import { Page } from '@/components/page.tsx';
import { NOTHING_ASKED } from '@/lib/receipt.ts';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <Page receipt={NOTHING_ASKED}>
      <Headline title="There is nothing here">
        <p>
          No article, region, series or company has this address. Begin at{' '}
          <Link href="/" className="link">
            the front page
          </Link>
          , or search{' '}
          <Link href="/series" className="link">
            the series
          </Link>
          .
        </p>
      </Headline>
    </Page>
  );
}
