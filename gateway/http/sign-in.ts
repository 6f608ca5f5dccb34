import { z } from 'zod';
import { type Answer, refusal } from './tiles.ts';

/** Where GraphiQL signs people of Directus in. */
export const SIGN_IN_PATH = '/sign-in';

const Credentials = z.strictObject({ email: z.string().min(1).max(320), password: z.string().min(1).max(1_000) });
const Session = z.object({ data: z.object({ access_token: z.string() }) });

/** How long Directus may take to look at a password, in milliseconds: it takes its time over each. */
const TIMEOUT_MS = 10_000;

/**
 * Passes an e-mail address and a password on to Directus, and answers with the token that it gives: nothing is kept here.
 * @param directusUrl where Directus is: `http://127.0.0.1:8055`
 * @param body what was sent, as JSON: `{"email", "password"}`
 */
export async function answerSignIn(directusUrl: string, body: unknown): Promise<Answer> {
  const credentials = Credentials.safeParse(body);
  if (!credentials.success) return refusal(400, 'BAD_REQUEST', 'Send {"email", "password"} as JSON.');
  const answer = await login(directusUrl, credentials.data).catch(() => undefined);
  if (!answer || answer.status >= 500) {
    return refusal(503, 'IDENTITY_UNAVAILABLE', 'Directus cannot say now whether that is right: try again.');
  }
  const session = Session.safeParse(answer.body);
  if (session.success) return signedIn(session.data.data.access_token);
  if (answer.status === 429) return refusal(429, 'TOO_MANY_REQUESTS', 'Directus was asked too often: wait a little.');
  return refusal(401, 'CREDENTIAL_UNKNOWN', 'Directus knows no such e-mail address and password.');
}

function signedIn(token: string): Answer {
  const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };
  return { status: 200, headers, body: JSON.stringify({ token }) };
}

async function login(url: string, body: z.infer<typeof Credentials>): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${url.replace(/\/+$/, '')}/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...body, mode: 'json' }),
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  return { status: response.status, body: await response.json().catch(() => undefined) };
}
