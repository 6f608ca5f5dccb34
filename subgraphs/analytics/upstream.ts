import type { GraphQLResult, Upstream, UpstreamRequest } from '../contract/upstream.ts';

/** The analytics upstream. Its schema is our own, so it can also execute documents from its server and its readers. */
export interface AnalyticsUpstream extends Upstream {
  execute(request: UpstreamRequest): Promise<GraphQLResult>;
}
