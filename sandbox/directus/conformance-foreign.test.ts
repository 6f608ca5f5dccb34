import { afterAll, beforeAll, describe, inject } from 'vitest';
import { describedSchema } from '../../test/oracle/cms-foreign/gateway.ts';
import { foreignContent } from '../../test/oracle/cms-foreign/model.ts';
import { CLERK } from '../../test/oracle/cms-foreign/roles.ts';
import '../../test/provided.ts';
import { conformanceSuite, FOREIGN, type Target } from './conformance.ts';
import { startDirectus } from './index.ts';

describe('the stand-in with a content model that nobody foresaw', () => {
  const token = 'token-of-the-service';
  let directus: Awaited<ReturnType<typeof startDirectus>>;
  beforeAll(async () => {
    directus = await startDirectus({ token, content: foreignContent(), schema: describedSchema(), users: [CLERK] });
  });
  afterAll(() => directus.close());

  conformanceSuite(FOREIGN, (): Target => ({ url: directus.url, token }));
});

// A live run starts one.
const real = inject('foreign');

if (real.url) describe('a real Directus with the same content', () => conformanceSuite(FOREIGN, real));
