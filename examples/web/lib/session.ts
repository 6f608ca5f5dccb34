import 'server-only';
import { cookies, headers } from 'next/headers';
import { cache } from 'react';

/** Who has signed in. What they may see is the gateway's to decide; the rest is here to ask for what they can have. */
export interface Session {
  /** A partner's key or a token of staff. */
  readonly token: string;
  /** Whether their graph has the CRM: they are staff. */
  readonly crm: boolean;
  /** Whether it has figures by column, in bulk. */
  readonly bulk: boolean;
}

const COOKIE = 'chronos_session';
const EIGHT_HOURS = 8 * 3_600;

/** The visitor's session; undefined where nobody has signed in, and for a cookie that is not ours. */
export const readSession = cache(async (): Promise<Session | undefined> => {
  const text = (await cookies()).get(COOKIE)?.value;
  if (text === undefined) return undefined;
  try {
    const held: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    return isSession(held) ? held : undefined;
  } catch {
    return undefined;
  }
});

/** Keeps a session where no script of a page can read it. */
export async function keepSession(session: Session): Promise<void> {
  const secure = (await headers()).get('x-forwarded-proto') === 'https';
  const text = Buffer.from(JSON.stringify(session)).toString('base64url');
  (await cookies()).set(COOKIE, text, { httpOnly: true, sameSite: 'lax', path: '/', secure, maxAge: EIGHT_HOURS });
}

export async function forgetSession(): Promise<void> {
  (await cookies()).delete(COOKIE);
}

function isSession(held: unknown): held is Session {
  if (typeof held !== 'object' || held === null) return false;
  const { token, crm, bulk } = held as Partial<Record<keyof Session, unknown>>;
  return typeof token === 'string' && typeof crm === 'boolean' && typeof bulk === 'boolean';
}
