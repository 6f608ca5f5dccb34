import { type BreakingChange, findBreakingChanges, findDangerousChanges, type GraphQLSchema } from 'graphql';
import { createDirectusClient } from '../../subgraphs/directus/client.ts';
import { committedDirectusSchema } from '../../subgraphs/directus/index.ts';
import { type Introspected, introspect } from '../../subgraphs/introspect.ts';
import { createTwentyClient } from '../../subgraphs/twenty/client.ts';
import { committedTwentySchema } from '../../subgraphs/twenty/index.ts';
import { type Check, type Finding, failed, ok, skipped, warning } from '../check.ts';

/** Directus and Twenty still have what their committed schemas say. */
export const upstreamSchemas: Check = {
  name: 'Upstream schemas',
  async run({ config: { cms, crm, upstreamTimeoutMs: timeoutMs } }) {
    const findings = await Promise.all([
      cms.sandbox ? [sandbox('Directus')] : directus({ ...cms, timeoutMs }),
      crm.sandbox ? [sandbox('Twenty')] : twenty({ ...crm, timeoutMs }),
    ]);
    return findings.flat();
  },
};

const sandbox = (subject: string) => skipped(subject, "The sandbox's stands in for it.");

async function directus({ url, token, timeoutMs }: { url: string; token: string | undefined; timeoutMs: number }) {
  const client = createDirectusClient({ url, timeoutMs });
  const live = await introspect('Directus', (text) => client.send({ text, variables: {} }, { token }));
  await client.close();
  return compare('Directus', 'directus', live, committedDirectusSchema());
}

async function twenty({ url, apiKey, timeoutMs }: { url: string; apiKey: string; timeoutMs: number }) {
  const client = createTwentyClient({ url, apiKey, timeoutMs });
  const live = await introspect('Twenty', (query) => client.post({ query, variables: {} }));
  await client.close();
  return compare('Twenty', 'twenty', live, committedTwentySchema());
}

function compare(
  subject: string,
  folder: string,
  { schema, problem }: Introspected,
  committed: GraphQLSchema,
): Finding[] {
  if (!schema) return [failed(subject, problem, 'Start it, or correct its URL and credentials.')];
  const file = `subgraphs/${folder}/schema.graphql`;
  const breaking = findBreakingChanges(committed, schema)
    .filter(matters)
    .map(({ description }) =>
      failed(
        subject,
        sentence(description),
        `Put back what is gone, or take the new schema into ${file} and follow what fails.`,
      ),
    );
  const dangerous = findDangerousChanges(committed, schema).map(({ description }) =>
    warning(subject, sentence(description), `Look whether a view minds, and take the new schema into ${file}.`),
  );
  const changes = [...breaking, ...dangerous];
  return changes.length > 0 ? changes : [ok(subject, `It has all that ${file} says.`)];
}

/** What directives the server itself knows is nobody's matter: it is sent none. */
function matters({ type }: BreakingChange): boolean {
  return !type.includes('DIRECTIVE');
}

function sentence(text: string): string {
  return text.endsWith('.') ? text : `${text}.`;
}
