import { z } from 'zod';

/** A change in an upstream. */
export interface Change {
  /** Unique: a change that arrives twice is published once. */
  readonly id: string;
  readonly upstream: 'directus' | 'twenty' | 'analytics';
  /** The graph's type whose values changed: "CmsArticle", "CrmCompany", "Series". */
  readonly typeName: string;
  readonly event: 'CREATED' | 'UPDATED' | 'DELETED';
  /** The value's key in the upstream ("FRED:UNRATE" for a series); undefined: any of them may have changed. */
  readonly key?: string | undefined;
  /** When it changed, by the upstream's clock, in ISO 8601. */
  readonly at: string;
}

/** Reads a change that another process has sent. */
export const Change: z.ZodType<Change> = z.object({
  id: z.string(),
  upstream: z.enum(['directus', 'twenty', 'analytics']),
  typeName: z.string(),
  event: z.enum(['CREATED', 'UPDATED', 'DELETED']),
  key: z.string().optional(),
  at: z.string(),
});
