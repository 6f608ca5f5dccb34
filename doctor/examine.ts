import { loadDeployment } from '../gateway/config/deployment.ts';
import { type Config, ConfigError, readConfig } from '../gateway/config.ts';
import { messageOf } from '../subgraphs/common/message-of.ts';
import { type Check, type CheckContext, type CheckResult, failed, ok, openDatabase } from './check.ts';
import { composition } from './checks/composition.ts';
import { connections } from './checks/connections.ts';
import { drift } from './checks/drift.ts';
import { grants } from './checks/grants.ts';
import { indexes } from './checks/indexes.ts';
import { ownership } from './checks/owners.ts';
import { upstreamSchemas } from './checks/upstream-schemas.ts';
import { directusVersion, versions } from './checks/versions.ts';

/** A result, with the name of its check. */
export interface Examined extends CheckResult {
  readonly check: string;
}

/** All results, in order. */
export interface Examination {
  /** Whether nothing failed. */
  readonly ok: boolean;
  readonly findings: readonly Examined[];
}

/** Runs all checks by the settings. If settings are invalid, returns only their problems. */
export async function examine(env: Readonly<Record<string, string | undefined>>): Promise<Examination> {
  try {
    const config = readConfig(env);
    const deployment = await loadDeployment(config.deploymentFile);
    const { analytics } = config;
    const sql = 'databaseUrl' in analytics ? openDatabase(analytics.databaseUrl) : undefined;
    const settings = [ok('Settings', 'All are valid.'), ...staff(config)].map((each) => ({
      check: 'Settings',
      ...each,
    }));
    const findings = await runChecks({ config, deployment, sql }).finally(() => sql?.end({ timeout: 1 }));
    return conclude([...settings, ...findings]);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return conclude(error.problems.map((problem) => ({ check: 'Settings', ...settingResult(problem) })));
  }
}

/** Reports the scopes of Directus's users. */
function staff({ cms, staffRoles }: Config): readonly CheckResult[] {
  if (cms.sandbox) return [];
  const detail = staffRoles
    ? `By STAFF_ROLES, ${staffRoles.size} of Directus's roles have scopes.`
    : "Users with Directus's admin access have every scope, all others none: STAFF_ROLES is not set.";
  return [ok('Staff', detail)];
}

/** Runs the checks in order, one after the other. */
async function runChecks(context: CheckContext): Promise<Examined[]> {
  const found: Examined[] = [];
  for (const check of checks) {
    const findings = await check.run(context).catch((error: unknown) => [unexpected(error)]);
    found.push(...findings.map((finding) => ({ check: check.name, ...finding })));
  }
  return found;
}

function conclude(findings: readonly Examined[]): Examination {
  return { ok: findings.every(({ status }) => status !== 'failed'), findings };
}

/** Makes a result of a problem, whose text begins with its setting: "PORT must be a whole number from 0 to 65535." */
function settingResult(problem: string): CheckResult {
  return failed(problem.split(' ', 1).join(''), problem, 'Correct it in the environment or in .env.');
}

function unexpected(error: unknown): CheckResult {
  const reason = messageOf(error);
  return failed('Check', `It failed: ${reason}.`, 'Fix the error; what it checks is unknown until then.');
}

/** All checks, in the order of the report. */
const checks: readonly Check[] = [
  connections,
  versions,
  grants,
  ownership,
  drift,
  indexes,
  directusVersion,
  upstreamSchemas,
  composition,
];
