import { type BreakingChange, findBreakingChanges, findDangerousChanges, type GraphQLSchema } from 'graphql';
import { committedSchema } from '../../gateway/config/deployment.ts';
import { askUpstreams } from '../../gateway/schema/upstreams.ts';
import type { Introspected } from '../../subgraphs/schema/introspect.ts';
import { type Check, type CheckResult, failed, ok, skipped, warning } from '../check.ts';

/** Checks that Directus and Twenty still have everything in their committed schemas. */
export const upstreamSchemas: Check = {
  name: 'Upstream schemas',
  async run({ config, deployment }) {
    const asked = await askUpstreams(config);
    return asked.flatMap(({ subject, path, introspected }) => {
      if (!introspected) return [skipped(subject, 'The sandbox has its own.')];
      const committed = committedSchema(deployment, subject === 'Directus' ? 'directus' : 'twenty');
      return committed ? compare(subject, path, introspected, committed) : [uncommitted(subject, path, introspected)];
    });
  },
};

/** The command that writes the servers' schemas. */
const TAKE = '`npm run schema -- --upstreams`';

function uncommitted(subject: string, path: string, { schema, problem }: Introspected): CheckResult {
  if (!schema) return failed(subject, problem, 'Start it, or correct its URL and credentials.');
  const remedy = `Write it by ${TAKE}, and keep it with the deployment's file: it stands in while ${subject} is away.`;
  return warning(subject, `${path} is not in the folder of the deployment's file.`, remedy);
}

function compare(
  subject: string,
  file: string,
  { schema, problem }: Introspected,
  committed: GraphQLSchema,
): CheckResult[] {
  if (!schema) return [failed(subject, problem, 'Start it, or correct its URL and credentials.')];
  const breaking = findBreakingChanges(committed, schema)
    .filter(matters)
    .map(({ description }) =>
      failed(
        subject,
        sentence(description),
        `Put back what is gone, or take the new schema into ${file} by ${TAKE} and follow what fails.`,
      ),
    );
  const additions = findDangerousChanges(committed, schema).map(({ description }) => description);
  const changes = [...breaking, ...(additions.length > 0 ? [added(subject, file, additions)] : [])];
  return changes.length > 0 ? changes : [ok(subject, `It has everything in ${file}.`)];
}

/** Makes one result of all additions: a custom field of Twenty adds to a dozen input types. */
function added(subject: string, file: string, [first = '', ...others]: readonly string[]): CheckResult {
  return warning(
    subject,
    others.length > 0 ? `${sentence(first)} There are ${others.length} more such additions.` : sentence(first),
    `Nothing, where these are your own fields; else take the new schema into ${file} by ${TAKE}.`,
  );
}

/** Returns whether a change affects the gateway, which never sends the server's directives. */
function matters({ type }: BreakingChange): boolean {
  return !type.includes('DIRECTIVE');
}

function sentence(text: string): string {
  return text.endsWith('.') ? text : `${text}.`;
}
