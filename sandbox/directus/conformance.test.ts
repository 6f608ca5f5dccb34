import { afterAll, beforeAll, describe, inject } from 'vitest';
import '../../test/provided.ts';
import { conformanceSuite, OWN, type Target } from './conformance.ts';
import { startDirectus } from './index.ts';

describe('the stand-in', () => {
  const token = 'token-of-the-service';
  let directus: Awaited<ReturnType<typeof startDirectus>>;
  beforeAll(async () => {
    directus = await startDirectus({ token });
  });
  afterAll(() => directus.close());

  conformanceSuite(OWN, (): Target => ({ url: directus.url, token }));
});

// A live run starts one; otherwise it is whichever the environment names.
const { REAL_DIRECTUS_URL = '', REAL_DIRECTUS_TOKEN = '' } = process.env;
const real: Target = {
  url: inject('directusUrl') || REAL_DIRECTUS_URL,
  token: inject('directusToken') || REAL_DIRECTUS_TOKEN,
};

if (real.url && real.token) describe('a real Directus', () => conformanceSuite(OWN, real));
