import type { Plugin } from 'graphql-yoga';
import { csrfRefusal } from '../http/csrf.ts';
import { answerSignIn, SIGN_IN_PATH } from '../http/sign-in.ts';
import { failure, refusal } from '../http/tiles.ts';
import { type AddressOf, callerOf, networkOf } from '../identity/caller.ts';
import { ANONYMOUS } from '../identity/identity.ts';
import type { Rates } from '../limits/rates.ts';
import type { Connection } from './use-identity.ts';

export interface SignInOptions {
  /** Where Directus is; undefined: nobody signs in by a password. */
  readonly directusUrl: string | undefined;
  readonly rates: Rates;
  readonly addressOf: AddressOf;
}

/** More than an e-mail address and a password take. */
const MAX_BYTES = 4_096;

/**
 * Answers `POST /sign-in`: see `answerSignIn`. Each try counts as a request of the address, and one that fails as a bad
 * credential.
 */
export function useSignIn({ directusUrl, rates, addressOf }: SignInOptions): Plugin<object, Connection> {
  return {
    async onRequest({ request, url, fetchAPI, endResponse, serverContext }) {
      if (url.pathname !== SIGN_IN_PATH || directusUrl === undefined) return;
      const { body, ...init } = await answerTo(request, serverContext?.req?.socket?.remoteAddress).catch(failure);
      endResponse(new fetchAPI.Response(body, init));
    },
  };

  async function answerTo(request: Request, ofConnection: string | undefined) {
    if (request.method !== 'POST') return refusal(405, 'METHOD_NOT_ALLOWED', 'Send POST.');
    const forged = csrfRefusal(request);
    if (forged) throw forged;
    const address = addressOf(request.headers, ofConnection);
    const { refusal: tooOften } = await rates.request(ANONYMOUS, callerOf(ANONYMOUS, address));
    if (tooOften) throw tooOften;
    if (!(Number(request.headers.get('content-length')) <= MAX_BYTES)) {
      return refusal(413, 'BAD_REQUEST', `Send no more than ${MAX_BYTES} bytes, and say how many in Content-Length.`);
    }
    const { refusal: tooBad, giveBack } = await rates.guess(networkOf(address ?? ''));
    if (tooBad) throw tooBad;
    const answer = await answerSignIn(directusUrl ?? '', await request.json().catch(() => undefined));
    if (answer.status !== 401) giveBack();
    return answer;
  }
}
