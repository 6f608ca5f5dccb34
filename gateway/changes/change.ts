import { z } from 'zod';

/** Something that changed in an upstream, as far as the gateway was told. */
export interface Change {
  /** Unique: what comes twice is published once. */
  readonly id: string;
  readonly upstream: 'directus' | 'twenty' | 'analytics';
  /** The graph's type whose values changed: "CmsArticle", "CrmCompany", "Series". */
  readonly typeName: string;
  readonly event: 'CREATED' | 'UPDATED' | 'DELETED';
  /** The key of the value in the upstream ("FRED:UNRATE" for a series); undefined where it was not told: any of them. */
  readonly key?: string | undefined;
  /** When it changed by the upstream's clock, in ISO 8601. */
  readonly at: string;
}

/** The same, as another process tells it. */
export const Change: z.ZodType<Change> = z.object({
  id: z.string(),
  upstream: z.enum(['directus', 'twenty', 'analytics']),
  typeName: z.string(),
  event: z.enum(['CREATED', 'UPDATED', 'DELETED']),
  key: z.string().optional(),
  at: z.string(),
});
