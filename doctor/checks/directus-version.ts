import { unsupportedBecause } from '../../subgraphs/directus/client/server-version.ts';
import { createDirectusClient } from '../../subgraphs/directus/client.ts';
import { type Check, failed, ok, reason, skipped } from '../check.ts';

/** Directus is of a version that is supported. What else is to be known of it, the graph's findings tell. */
export const directusVersion: Check = {
  name: 'Directus',
  async run({ config: { cms, upstreamTimeoutMs: timeoutMs } }) {
    if (cms.sandbox) return [skipped('Directus', "The sandbox's stands in for it.")];
    const client = createDirectusClient({ url: cms.url, timeoutMs });
    try {
      const server = await client.serverInfo(cms.token);
      if (!server)
        return [skipped('Directus', 'It does not say its version: it does to its own users, by DIRECTUS_TOKEN.')];
      const problem = unsupportedBecause(server);
      return [problem ? failed('Directus', `It is ${server.version}.`, problem) : ok('Directus', server.version)];
    } catch (error) {
      return [skipped('Directus', `It cannot be asked for its version: ${reason(error)}`)];
    } finally {
      await client.close();
    }
  },
};
