import { z } from 'zod';

/** Reads a change that another process has sent. */
export const Change = z.object({
  /** Unique: a change that arrives twice is published once. */
  id: z.string(),
  /** `gateway`: the schema of the graph, which staff reload. */
  upstream: z.enum(['directus', 'twenty', 'analytics', 'gateway']),
  /** The graph's type whose values changed: "CmsArticle", "CrmCompany", "Series". */
  typeName: z.string(),
  event: z.enum(['CREATED', 'UPDATED', 'DELETED']),
  /** The value's key in the upstream ("FRED:UNRATE" for a series); undefined: any of them may have changed. */
  key: z.string().optional(),
  /** When it changed, by the upstream's clock, in ISO 8601. */
  at: z.string(),
});

/** A change in an upstream. */
export type Change = Readonly<z.infer<typeof Change>>;
