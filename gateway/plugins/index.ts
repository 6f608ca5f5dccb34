import type { Plugin } from 'graphql-yoga';
import type { Audience } from '../graph/audiences.ts';
import type { Authenticator } from '../identity/index.ts';
import type { Bounds } from '../limits/bounds.ts';
import { useCostLimits } from './use-cost-limits.ts';
import { useCsrfPrevention } from './use-csrf-prevention.ts';
import { useDocumentLimits } from './use-document-limits.ts';
import { useIdentity } from './use-identity.ts';
import { usePlainDocuments } from './use-plain-documents.ts';
import { useRateLimits } from './use-rate-limits.ts';
import { useSecurityHeaders } from './use-security-headers.ts';

export interface PluginOptions {
  readonly authenticators: readonly Authenticator[];
  readonly bounds: Readonly<Record<Audience, Bounds>>;
}

/** The gateway's own behaviours, in the order in which they run. */
export function plugins({ authenticators, bounds }: PluginOptions): Plugin[] {
  return [
    useSecurityHeaders(),
    useCsrfPrevention(),
    useIdentity(authenticators),
    useRateLimits(bounds),
    useDocumentLimits(bounds),
    useCostLimits(bounds),
    usePlainDocuments(),
  ];
}
