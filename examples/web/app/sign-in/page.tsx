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
          Sign in with a partner’s key (<code>chr_…</code>) or a staff token. The site stores it for eight hours, in a
          cookie that no script can read.
        </p>
      </Headline>
      <SignInForm />
    </Page>
  );
}
