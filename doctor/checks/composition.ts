import { composeGraph } from '../../gateway/graph/graph.ts';
import { endpointsOf } from '../../gateway/schema/composed.ts';
import { connectUpstreams } from '../../gateway/upstreams.ts';
import { type Check, failed, ok, warning } from '../check.ts';

/** The graph can be composed of what the servers tell, and everything that the deployment's file names is in it. */
export const composition: Check = {
  name: 'Graph',
  async run({ config, deployment }) {
    try {
      const upstreams = await connectUpstreams(endpointsOf(config), {
        deployment,
        timeoutMs: config.upstreamTimeoutMs,
      });
      await Promise.all(upstreams.map((upstream) => upstream.close()));
      const { findings } = composeGraph(upstreams, deployment);
      if (findings.length === 0) return [ok('Graph', 'Everything that joins it is in it.')];
      return findings.map(({ subject, detail, remedy }) => warning(subject, detail, remedy));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return [
        failed(
          'Graph',
          reason,
          'Correct what it says: until then the gateway serves by a committed schema, or not at all.',
        ),
      ];
    }
  },
};
