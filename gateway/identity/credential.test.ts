import { expect, test } from 'vitest';
import { BOUNDS } from '../limits/bounds.ts';
import { createRates } from '../limits/rates.ts';
import { createIdentify } from './index.ts';
import { staffToken } from './staff-token.ts';

const TOKEN = 'a-token-of-staff';

/** Takes the sandbox's token from a cookie too. */
const fromCookie = createIdentify({
  authenticators: [({ token }) => staffToken(TOKEN)({ from: 'header', token })],
  guess: createRates(BOUNDS).guess,
  sessionCookie: 'session_of_cms',
  identityGraceMs: 0,
});
const kindOf = async (cookie: string) => (await fromCookie(new Headers({ cookie }))).kind;

test('a session is in the cookie that the settings name, and in no other', async () => {
  expect(await kindOf(`theme=dark; session_of_cms=${TOKEN}`)).toBe('staff');
  expect(await kindOf(`directus_session_token=${TOKEN}`)).toBe('anonymous');
  await expect(kindOf('session_of_cms=')).rejects.toMatchObject({
    message: 'The cookie session_of_cms is empty or damaged.',
    extensions: { code: 'CREDENTIAL_MALFORMED', http: { status: 401 } },
  });
});
