import { z } from 'zod';
import { errorResponse, jsonResponse, type PlainResponse } from '../../../subgraphs/common/plain-response.ts';
import { fetchJson } from '../../fetch-json.ts';
import { type AddressOf, callerOf } from '../../identity/caller.ts';
import { ANONYMOUS } from '../../identity/identity.ts';
import type { Rates } from '../../limits/rates.ts';
import { checkForgery } from '../csrf.ts';
import type { Route } from './route.ts';

/** The path at which users of Directus sign in to GraphiQL. */
export const SIGN_IN_PATH = '/sign-in';

const Credentials = z.strictObject({ email: z.string().min(1).max(320), password: z.string().min(1).max(1_000) });
const Session = z.object({ data: z.object({ access_token: z.string() }) });

/** Time limit for Directus to check a password, in milliseconds: its check is slow by design. */
const TIMEOUT_MS = 10_000;

export interface SignInOptions {
  /** Directus's URL: `http://127.0.0.1:8055`. */
  readonly directusUrl: string;
  readonly rates: Rates;
  readonly addressOf: AddressOf;
}

/** Maximum size of a body, in bytes: more than an e-mail address and a password need. */
const MAX_BYTES = 4_096;

/** Makes the route of `POST /sign-in`. An attempt counts as a request, a failed one as a bad credential. */
export function signInRoute({ directusUrl, rates, addressOf }: SignInOptions): Route {
  return {
    path: SIGN_IN_PATH,
    async answer({ request, remoteAddress }) {
      if (request.method !== 'POST') return errorResponse(405, 'METHOD_NOT_ALLOWED', 'Send POST.');
      checkForgery(request);
      const address = addressOf(request.headers, remoteAddress);
      const { refusal: tooOften } = await rates.request(ANONYMOUS, callerOf(ANONYMOUS, address));
      if (tooOften) throw tooOften;
      if (!(Number(request.headers.get('content-length')) <= MAX_BYTES)) {
        return errorResponse(
          413,
          'BAD_REQUEST',
          `Send at most ${MAX_BYTES} bytes, with their number in Content-Length.`,
        );
      }
      const { refusal: tooBad, giveBack } = await rates.guess(address ?? '');
      if (tooBad) throw tooBad;
      const response = await answerSignIn(directusUrl, await request.json().catch(() => undefined));
      if (response.status !== 401) giveBack();
      return response;
    },
  };
}

/**
 * Sends an e-mail address and a password to Directus, and answers with the token that it returns. Stores nothing.
 * @param directusUrl Directus's URL: `http://127.0.0.1:8055`
 * @param body the request's body, parsed: `{"email", "password"}`
 */
async function answerSignIn(directusUrl: string, body: unknown): Promise<PlainResponse> {
  const credentials = Credentials.safeParse(body);
  if (!credentials.success) return errorResponse(400, 'BAD_REQUEST', 'Send {"email", "password"} as JSON.');
  const answer = await fetchJson(`${directusUrl.replace(/\/+$/, '')}/auth/login`, TIMEOUT_MS, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...credentials.data, mode: 'json' }),
  }).catch(() => undefined);
  if (!answer || answer.status >= 500) {
    return errorResponse(503, 'IDENTITY_UNAVAILABLE', 'Directus does not answer now: try again.');
  }
  const session = Session.safeParse(answer.body);
  if (session.success) return jsonResponse(200, { token: session.data.data.access_token });
  if (answer.status === 429)
    return errorResponse(429, 'TOO_MANY_REQUESTS', 'Directus received too many requests: wait a minute.');
  return errorResponse(401, 'CREDENTIAL_UNKNOWN', 'The e-mail address or the password is wrong.');
}
