import 'server-only';
import { headers } from 'next/headers';

/** Returns where the visitor's browser finds this site: "https://graph.example". */
export async function siteOrigin(): Promise<string> {
  const sent = await headers();
  return `${sent.get('x-forwarded-proto') ?? 'http'}://${sent.get('x-forwarded-host') ?? sent.get('host') ?? '127.0.0.1'}`;
}
