import type { Plugin } from 'graphql-yoga';
import type { Answers } from '../cache/index.ts';
import type { DocumentCache } from '../documents/parse-document.ts';
import type { FindDocument } from '../documents/persisted-documents.ts';
import type { Audience } from '../graph/audiences.ts';
import type { Generations } from '../graph/generations.ts';
import type { Route } from '../http/routes/route.ts';
import { useRoutes } from '../http/routes/use-routes.ts';
import type { Admit } from '../limits/admit.ts';
import type { Bounds } from '../limits/bounds.ts';
import type { Rates } from '../limits/rates.ts';
import type { Negotiated } from '../ready/negotiated.ts';
import type { ReadyOperations } from '../ready/operations.ts';
import type { Subscriptions } from '../subscriptions/subscriptions.ts';
import { type Audit, useAudit } from './use-audit.ts';
import { useCache } from './use-cache.ts';
import { useCompression } from './use-compression.ts';
import { useCostLimits } from './use-cost-limits.ts';
import { useCsrfPrevention } from './use-csrf-prevention.ts';
import { useDocumentLimits } from './use-document-limits.ts';
import { useGeneration } from './use-generation.ts';
import { useHttpCache } from './use-http-cache.ts';
import { useIdentity } from './use-identity.ts';
import { type ObservationOptions, useObservation } from './use-observation.ts';
import { usePersistedDocuments } from './use-persisted-documents.ts';
import { usePlainDocuments } from './use-plain-documents.ts';
import { usePlans } from './use-plans.ts';
import { useRateLimits } from './use-rate-limits.ts';
import { useReadyOperations } from './use-ready-operations.ts';
import { useSecurityHeaders } from './use-security-headers.ts';
import { useServerTiming } from './use-server-timing.ts';
import { useSubscriptions } from './use-subscriptions.ts';

export interface PluginOptions {
  readonly generations: Generations;
  readonly routes: readonly Route[];
  readonly admit: Admit;
  readonly bounds: Readonly<Record<Audience, Bounds>>;
  readonly rates: Rates;
  readonly findDocument: FindDocument;
  readonly documents: DocumentCache;
  readonly audit: Audit;
  readonly observation: ObservationOptions;
  readonly operations: ReadyOperations;
  readonly negotiated: Negotiated;
  readonly subscriptions: Subscriptions;
  /** Undefined: none are kept. */
  readonly answers: Answers | undefined;
}

/** The gateway's own behaviours, in the order in which they run. */
export function plugins({
  generations,
  routes,
  admit,
  bounds,
  rates,
  findDocument,
  documents,
  audit,
  observation,
  operations,
  answers,
  negotiated,
  subscriptions,
}: PluginOptions): Plugin[] {
  return [
    useGeneration(generations),
    useObservation(observation),
    useSecurityHeaders(),
    useRoutes(routes),
    useCsrfPrevention(),
    useIdentity(admit),
    useRateLimits(),
    usePersistedDocuments(findDocument),
    useDocumentLimits({ bounds, rates, documents }),
    useCostLimits(bounds, rates),
    usePlans(),
    useAudit(audit),
    useHttpCache(answers !== undefined),
    useReadyOperations({ operations, negotiated }),
    usePlainDocuments(),
    useSubscriptions({ subscriptions, bounds, rates }),
    ...(answers ? [useCache(answers)] : []),
    useServerTiming(),
    useCompression(),
  ];
}
