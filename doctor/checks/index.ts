import type { Check } from '../check.ts';
import { composition } from './composition.ts';
import { connections } from './connections.ts';
import { drift } from './drift.ts';
import { grants } from './grants.ts';
import { indexes } from './indexes.ts';
import { upstreamSchemas } from './upstream-schemas.ts';
import { directusVersion, versions } from './versions.ts';

/** All checks, in the order of the report. */
export const checks: readonly Check[] = [
  connections,
  versions,
  grants,
  drift,
  indexes,
  directusVersion,
  upstreamSchemas,
  composition,
];
