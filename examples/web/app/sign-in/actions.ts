'use server';

import { SiteSessionDocument } from '@chronos-graph/views';
import { redirect } from 'next/navigation';
import { ask } from '@/lib/graph.ts';
import { reasonOf } from '@/lib/missing.ts';
import { forgetSession, keepSession } from '@/lib/session.ts';

/** What is wrong with what was entered; undefined before anything was. */
export type SignInProblem = string | undefined;

/** Asks the gateway whose key or token this is, and keeps it where it is good. */
export async function signIn(_before: SignInProblem, form: FormData): Promise<SignInProblem> {
  const entered = form.get('token');
  const token = typeof entered === 'string' ? entered.trim() : '';
  if (!/^[\w\-.~+/]+=*$/.test(token)) return 'Enter the key or the token without spaces.';
  const { data, errors } = await ask(SiteSessionDocument, {}, { token });
  const [error] = errors;
  if (error) return reasonOf(error);
  await keepSession({ token, crm: data.company !== null, bulk: data.columns !== null });
  redirect('/');
}

/** Forgets who is signed in. */
export async function signOut(): Promise<void> {
  await forgetSession();
  redirect('/');
}
