'use client';

import { useActionState } from 'react';
import { signIn } from './actions.ts';

/** Takes a partner's key or a token of staff. It works before, and without, the page's scripts. */
export function SignInForm() {
  const [problem, action, isPending] = useActionState(signIn, undefined);
  return (
    <form action={action} className="mt-8 max-w-md">
      <label htmlFor="token" className="mb-1 block font-semibold">
        Key or token
      </label>
      <input
        id="token"
        name="token"
        type="password"
        required
        autoComplete="current-password"
        spellCheck={false}
        aria-describedby={problem ? 'problem' : undefined}
        aria-invalid={problem !== undefined}
        className="field"
      />
      {problem && (
        <p id="problem" role="alert" className="mt-2 text-alert">
          {problem}
        </p>
      )}
      <button type="submit" disabled={isPending} className="button mt-4">
        {isPending ? 'Signing in…' : 'Sign in'}
      </button>
    </form>
  );
}
