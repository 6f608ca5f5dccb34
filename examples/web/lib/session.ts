import 'server-only';
import { cookies, headers } from 'next/headers';
import { cache } from 'react';
import { GATEWAY_KEY } from './settings.ts';

/** Who visits. What they may see is the gateway's to decide; the rest is here to ask for what they can have. */
export interface Session {
  /** A partner's key or a token of staff: the visitor's own, else the site's; undefined for the anonymous. */
  readonly token: string | undefined;
  /** Whether the token is the visitor's own. */
  readonly isSignedIn: boolean;
  /** Whether their graph has the CRM: they are staff. */
  readonly crm: boolean;
  /** Whether it has figures by column, in bulk. */
  readonly bulk: boolean;
}

type StoredSession = Omit<Session, 'isSignedIn'> & { readonly token: string };

const COOKIE = 'chronos_session';
const EIGHT_HOURS = 8 * 3_600;

/** Who has not signed in. */
export const NOBODY: Session = { token: GATEWAY_KEY, isSignedIn: false, crm: false, bulk: false };

/** The visitor's session, that of nobody for a cookie that is not ours too. */
export const readSession = cache(async (): Promise<Session> => {
  const cookie = (await cookies()).get(COOKIE);
  if (!cookie) return NOBODY;
  try {
    const held: unknown = JSON.parse(Buffer.from(cookie.value, 'base64url').toString());
    return isSession(held) ? { ...held, isSignedIn: true } : NOBODY;
  } catch {
    return NOBODY;
  }
});

/** Keeps a session where no script of a page can read it. */
export async function keepSession(session: StoredSession): Promise<void> {
  const secure = (await headers()).get('x-forwarded-proto') === 'https';
  const text = Buffer.from(JSON.stringify(session)).toString('base64url');
  (await cookies()).set(COOKIE, text, { httpOnly: true, sameSite: 'lax', path: '/', secure, maxAge: EIGHT_HOURS });
}

export async function forgetSession(): Promise<void> {
  (await cookies()).delete(COOKIE);
}

function isSession(held: unknown): held is StoredSession {
  if (typeof held !== 'object' || held === null) return false;
  const { token, crm, bulk } = held as Partial<Record<keyof Session, unknown>>;
  return typeof token === 'string' && typeof crm === 'boolean' && typeof bulk === 'boolean';
}
