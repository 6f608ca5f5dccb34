import type { GraphQLResult, Upstream, UpstreamRequest } from '../upstream.ts';

/** The analytics upstream. Its schema is our own, so that it executes documents as well: its server and its readers send them. */
export interface AnalyticsUpstream extends Upstream {
  execute(request: UpstreamRequest): Promise<GraphQLResult>;
}
