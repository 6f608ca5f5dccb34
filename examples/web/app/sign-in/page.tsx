import type { Metadata } from 'next';
import { Headline } from '@/components/headline.tsx';
import { Page } from '@/components/page.tsx';
import { NOTHING_ASKED } from '@/lib/receipt.ts';
import { SignInForm } from './form.tsx';

export const metadata: Metadata = { title: 'Sign in' };

export default function SignIn() {
  return (
    <Page receipt={NOTHING_ASKED}>
      <Headline title="Sign in">
        <p>
          With a partner’s key (<code>chr_…</code>) or a token of staff. It is kept in a cookie that no script can read,
          for eight hours.
        </p>
      </Headline>
      <SignInForm />
    </Page>
  );
}
