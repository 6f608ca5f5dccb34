import type { Plugin } from 'graphql-yoga';
import type { Tiles } from '../../subgraphs/analytics/tiles/index.ts';
import type { Answers } from '../cache/index.ts';
import type { FindDocument } from '../documents/persisted-documents.ts';
import type { Audience } from '../graph/audiences.ts';
import type { Generations, Reload } from '../graph/generations.ts';
import type { GraphiqlPage } from '../http/graphiql.ts';
import type { AddressOf } from '../identity/caller.ts';
import type { Identify } from '../identity/index.ts';
import type { Admit } from '../limits/admit.ts';
import type { Bounds } from '../limits/bounds.ts';
import type { Rates } from '../limits/rates.ts';
import type { Negotiated } from '../ready/negotiated.ts';
import type { ReadyOperations } from '../ready/operations.ts';
import type { Subscriptions } from '../subscriptions/subscriptions.ts';
import type { Webhooks } from '../webhooks/index.ts';
import { type Audit, useAudit } from './use-audit.ts';
import { useCache } from './use-cache.ts';
import { useCompression } from './use-compression.ts';
import { useCostLimits } from './use-cost-limits.ts';
import { useCsrfPrevention } from './use-csrf-prevention.ts';
import { useDocumentLimits } from './use-document-limits.ts';
import { useGeneration } from './use-generation.ts';
import { useGraphiql } from './use-graphiql.ts';
import { useHome } from './use-home.ts';
import { useHttpCache } from './use-http-cache.ts';
import { useIdentity } from './use-identity.ts';
import { type ObservationOptions, useObservation } from './use-observation.ts';
import { usePersistedDocuments } from './use-persisted-documents.ts';
import { usePlainDocuments } from './use-plain-documents.ts';
import { usePlans } from './use-plans.ts';
import { useRateLimits } from './use-rate-limits.ts';
import { useReadiness } from './use-readiness.ts';
import { useReadyOperations } from './use-ready-operations.ts';
import { useReload } from './use-reload.ts';
import { useSecurityHeaders } from './use-security-headers.ts';
import { useServerTiming } from './use-server-timing.ts';
import { useSignIn } from './use-sign-in.ts';
import { useSubscriptions } from './use-subscriptions.ts';
import { useTiles } from './use-tiles.ts';
import { useWebhooks } from './use-webhooks.ts';

export interface PluginOptions {
  readonly generations: Generations;
  readonly reload: () => Promise<Reload>;
  readonly isDraining: () => boolean;
  readonly identify: Identify;
  readonly admit: Admit;
  readonly bounds: Readonly<Record<Audience, Bounds>>;
  readonly rates: Rates;
  readonly tiles: Tiles | undefined;
  readonly findDocument: FindDocument;
  readonly addressOf: AddressOf;
  readonly audit: Audit;
  readonly observation: ObservationOptions;
  readonly operations: ReadyOperations;
  readonly negotiated: Negotiated;
  readonly subscriptions: Subscriptions;
  /** Undefined: none are kept. */
  readonly answers: Answers | undefined;
  readonly webhooks: Webhooks;
  /** What GraphiQL opens with. */
  readonly graphiql: GraphiqlPage;
  /** Where Directus is, for people who sign in at GraphiQL; undefined: nobody does by a password. */
  readonly signInAt: string | undefined;
}

/** The gateway's own behaviours, in the order in which they run. */
export function plugins({
  generations,
  reload,
  isDraining,
  identify,
  admit,
  bounds,
  rates,
  tiles,
  findDocument,
  addressOf,
  audit,
  observation,
  graphiql,
  signInAt,
  operations,
  answers,
  negotiated,
  subscriptions,
  webhooks,
}: PluginOptions): Plugin[] {
  return [
    useGeneration(generations),
    useObservation(observation),
    useSecurityHeaders(),
    useReadiness({ generations, identify, addressOf, isDraining }),
    useReload(reload, admit),
    useWebhooks(webhooks),
    useGraphiql(graphiql),
    useHome(generations),
    useSignIn({ directusUrl: signInAt, rates, addressOf }),
    useTiles(tiles, admit),
    useCsrfPrevention(),
    useIdentity(admit),
    useRateLimits(),
    usePersistedDocuments(findDocument),
    useDocumentLimits(bounds),
    useCostLimits(bounds, rates),
    useAudit(audit),
    useHttpCache(answers !== undefined),
    useReadyOperations({ operations, negotiated }),
    usePlainDocuments(),
    usePlans(),
    useSubscriptions({ subscriptions, bounds, rates }),
    ...(answers ? [useCache(answers)] : []),
    useServerTiming(),
    useCompression(),
  ];
}
