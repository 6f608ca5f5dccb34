import { customWorkspace, startTwenty } from '../../sandbox/twenty/index.ts';
import type { Upstream, UpstreamCall } from '../../subgraphs/contract/upstream.ts';
import { joinColumnsIn } from '../../subgraphs/twenty/client/metadata.ts';
import { connectTwenty } from '../../subgraphs/twenty/index.ts';
import { composeTwenty } from '../../subgraphs/twenty/schema/index.ts';
import { PATIENCE_MS } from '../gateway.ts';
import { createWorld, type WorldMetadata } from './crm-world.ts';
import { realTwenty } from './real-twenty.ts';

/** A workspace whose records hold nulls, empty texts, ties and soft-deleted targets, in memory. */
const workspace = customWorkspace();
const upperFirst = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** What the metadata API says of it, by the graph's names. */
const metadata: WorldMetadata = { options: new Map(), inverses: new Map() };
for (const { nameSingular, fieldsList } of workspace.metadata) {
  for (const { name, options, relation } of fieldsList) {
    const values = (options ?? []).map(({ value }) => value);
    metadata.options.set(`Crm${upperFirst(nameSingular)}${upperFirst(name)}Enum`, values);
    if (relation) metadata.inverses.set(`Crm${upperFirst(nameSingular)}.${name}`, relation.targetFieldMetadata.name);
  }
}

const body = { data: { objects: { edges: workspace.metadata.map((node) => ({ node })) } } };
const { schema } = composeTwenty(workspace.schema, { joinColumns: joinColumnsIn(body) });
export const world = createWorld(schema, workspace.records, metadata);

/**
 * The upstream over that workspace: over the stand-in, or over a real Twenty that holds
 * the same records.
 */
export async function startCrm(onCall?: (call: UpstreamCall) => undefined): Promise<Upstream> {
  const real = realTwenty();
  if (real) return connectTwenty({ ...real, ...(onCall && { onCall }) }).load();
  const server = await startTwenty({ apiKey: 'a key', ...workspace });
  const upstream = await connectTwenty({
    url: server.url,
    apiKey: 'a key',
    timeoutMs: PATIENCE_MS,
    ...(onCall && { onCall }),
  }).load();
  return {
    ...upstream,
    async close() {
      await upstream.close();
      await server.close();
    },
  };
}
