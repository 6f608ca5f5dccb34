import { BOUNDS, type Bounds } from '../../gateway/limits/bounds.ts';

const unbounded: Bounds = {
  ...BOUNDS.internal,
  tokens: Number.MAX_SAFE_INTEGER,
  depth: Number.MAX_SAFE_INTEGER,
  fields: Number.MAX_SAFE_INTEGER,
  aliases: Number.MAX_SAFE_INTEGER,
  directives: Number.MAX_SAFE_INTEGER,
  rootFields: Number.MAX_SAFE_INTEGER,
  cost: Number.MAX_SAFE_INTEGER,
  requestsPerMinute: Number.MAX_SAFE_INTEGER,
  costPerDay: Number.MAX_SAFE_INTEGER,
};

/** No bounds: what is asked at random costs more than a client may ask for. */
export const UNBOUNDED = { public: unbounded, partner: unbounded, internal: unbounded };
