import { unsupportedBecause } from '../../subgraphs/directus/client/server-version.ts';
import { createDirectusClient } from '../../subgraphs/directus/client.ts';
import { type Check, failed, ok, reason, skipped } from '../check.ts';

/** Checks that Directus's version is supported; other facts about it are findings of the graph. */
export const directusVersion: Check = {
  name: 'Directus',
  async run({ config: { cms, upstreamTimeoutMs: timeoutMs } }) {
    if (cms.sandbox) return [skipped('Directus', 'The sandbox has its own.')];
    const client = createDirectusClient({ url: cms.url, timeoutMs });
    try {
      const server = await client.serverInfo(cms.token);
      if (!server) return [skipped('Directus', 'It shows its version only to its users: set DIRECTUS_TOKEN.')];
      const problem = unsupportedBecause(server);
      return [problem ? failed('Directus', `It is ${server.version}.`, problem) : ok('Directus', server.version)];
    } catch (error) {
      return [skipped('Directus', `It cannot be asked for its version: ${reason(error)}`)];
    } finally {
      await client.close();
    }
  },
};
