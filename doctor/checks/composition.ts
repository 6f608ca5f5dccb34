import { composeGraph } from '../../gateway/graph/graph.ts';
import { endpointsOf } from '../../gateway/schema/composed.ts';
import { connectUpstreams } from '../../gateway/upstreams.ts';
import { messageOf } from '../../subgraphs/common/message-of.ts';
import { type Check, failed, ok, warning } from '../check.ts';

/** Checks that the graph can be composed of the servers' schemas, and has all names in the deployment's file. */
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
      if (findings.length === 0) return [ok('Graph', "It has everything that the deployment's file names.")];
      return findings.map(({ subject, detail, remedy }) => warning(subject, detail, remedy));
    } catch (error) {
      const reason = messageOf(error);
      return [
        failed('Graph', reason, 'Correct it. Until then the gateway uses a committed schema, or does not start.'),
      ];
    }
  },
};
