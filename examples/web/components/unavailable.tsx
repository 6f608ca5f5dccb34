import { sendUnavailable } from '@/lib/status.ts';
import { Headline } from './headline.tsx';
import { Page, type PageProps } from './page.tsx';

interface UnavailableProps extends Omit<PageProps, 'children'> {
  /** "This article cannot be shown now" */
  readonly title: string;
}

/** A page whose own subject did not arrive: HTTP 503, since it is there and may be had later. */
export function Unavailable({ title, ...page }: UnavailableProps) {
  sendUnavailable();
  return (
    <Page {...page}>
      <Headline title={title} />
    </Page>
  );
}
