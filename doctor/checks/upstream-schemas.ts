import { type BreakingChange, findBreakingChanges, findDangerousChanges, type GraphQLSchema } from 'graphql';
import { committedSchema } from '../../gateway/config/deployment.ts';
import { introspectUpstreams } from '../../gateway/schema/upstreams.ts';
import type { KnownSchema } from '../../subgraphs/schema/introspect.ts';
import { type Check, type CheckResult, failed, ok, skipped, warning } from '../check.ts';
import { HTTP_SERVERS, startRemedy } from './remedies.ts';

/** Checks that Directus and Twenty still have everything in their committed schemas. */
export const upstreamSchemas: Check = {
  name: 'Upstream schemas',
  async run({ config, deployment }) {
    const upstreams = await introspectUpstreams(config);
    return upstreams.flatMap(({ subject, path, introspected }) => {
      if (!introspected) return [skipped(subject, 'The sandbox has its own.')];
      const committed = committedSchema(deployment, subject === 'Directus' ? 'directus' : 'twenty');
      return committed ? compare(subject, path, introspected, committed) : [uncommitted(subject, path, introspected)];
    });
  },
};

/** The command that writes the servers' schemas. */
const TAKE = '`npm run schema -- --upstreams`';

const unanswered = (subject: string) =>
  subject === 'Directus'
    ? startRemedy(HTTP_SERVERS.directus.starts, 'DIRECTUS_URL and DIRECTUS_TOKEN')
    : startRemedy(HTTP_SERVERS.twenty.starts, 'TWENTY_URL and TWENTY_API_KEY');

function uncommitted(subject: string, path: string, { schema, problem = '' }: KnownSchema): CheckResult {
  if (!schema) return failed(subject, problem, unanswered(subject));
  const remedy = `Write it by ${TAKE}, and commit it with the deployment's file: the gateway uses it while ${subject} does not answer.`;
  return warning(subject, `${path} is not in the folder of the deployment's file.`, remedy);
}

function compare(
  subject: string,
  file: string,
  { schema, problem = '' }: KnownSchema,
  committed: GraphQLSchema,
): CheckResult[] {
  if (!schema) return [failed(subject, problem, unanswered(subject))];
  const remedy = `Restore it, or write the new schema to ${file} by ${TAKE} and correct what fails then.`;
  const breaking = findBreakingChanges(committed, schema)
    .filter(matters)
    .map(({ description }) => failed(subject, sentence(description), remedy));
  const additions = findDangerousChanges(committed, schema).map(({ description }) => description);
  const changes = [...breaking, ...(additions.length > 0 ? [added(subject, file, additions)] : [])];
  return changes.length > 0 ? changes : [ok(subject, `It has everything in ${file}.`)];
}

/** Makes one result of all additions: a custom field of Twenty adds to a dozen input types. */
function added(subject: string, file: string, [first = '', ...others]: readonly string[]): CheckResult {
  const more = others.length > 0 ? ` There are ${others.length} more such additions.` : '';
  const remedy = `Nothing if these are your own fields; else write the new schema to ${file} by ${TAKE}.`;
  return warning(subject, sentence(first) + more, remedy);
}

/** Returns whether a change affects the gateway, which never sends the server's directives. */
function matters({ type }: BreakingChange): boolean {
  return !type.includes('DIRECTIVE');
}

function sentence(text: string): string {
  return text.endsWith('.') ? text : `${text}.`;
}
