import '../provided.ts';
import { inject } from 'vitest';
import { contentVersionsSuite } from './content-versions.ts';

contentVersionsSuite(() => ({
  url: inject('directusUrl'),
  token: inject('directusToken'),
  adminToken: inject('directusAdminToken'),
}));
