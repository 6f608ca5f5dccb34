import postgres from 'postgres';
import { loadDeployment } from '../gateway/config/deployment.ts';
import { type Config, ConfigError, readConfig } from '../gateway/config.ts';
import { type Finding, failed, ok, type Patient } from './check.ts';
import { checks } from './checks/index.ts';

/** A finding, with the check that found it. */
export interface Examined extends Finding {
  readonly check: string;
}

/** All that was found, in order. */
export interface Examination {
  /** Whether nothing failed. */
  readonly ok: boolean;
  readonly findings: readonly Examined[];
}

/** Examines what the settings name. Settings that can't be used end it: there is nothing to look at by them. */
export async function examine(env: Readonly<Record<string, string | undefined>>): Promise<Examination> {
  try {
    const config = readConfig(env);
    const deployment = await loadDeployment(config.deploymentFile);
    const { analytics } = config;
    const sql = 'databaseUrl' in analytics ? postgres(analytics.databaseUrl, CONNECTION) : undefined;
    const settings = [ok('Settings', 'All can be used.'), ...staff(config)].map((each) => ({
      check: 'Settings',
      ...each,
    }));
    const findings = await examinePatient({ config, deployment, sql }).finally(() => sql?.end({ timeout: 1 }));
    return conclude([...settings, ...findings]);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return conclude(error.problems.map((problem) => ({ check: 'Settings', ...toldSetting(problem) })));
  }
}

/** What users of Directus may do at the gateway; those of the sandbox are not asked about. */
function staff({ cms, staffRoles }: Config): readonly Finding[] {
  if (cms.sandbox) return [];
  const detail = staffRoles
    ? `Of Directus's roles ${staffRoles.size} have scopes, as STAFF_ROLES says.`
    : "Users with Directus's admin access have every scope, all others none: STAFF_ROLES is not set.";
  return [ok('Staff', detail)];
}

const CONNECTION = { max: 1, connect_timeout: 5, fetch_types: false, onnotice: () => {} };

/** Runs the checks in order, one after the other. */
async function examinePatient(patient: Patient): Promise<Examined[]> {
  const found: Examined[] = [];
  for (const check of checks) {
    const findings = await check.run(patient).catch((error: unknown) => [unforeseen(error)]);
    found.push(...findings.map((finding) => ({ check: check.name, ...finding })));
  }
  return found;
}

function conclude(findings: readonly Examined[]): Examination {
  return { ok: findings.every(({ status }) => status !== 'failed'), findings };
}

/** A problem names its setting first and ends with what to do: "PORT must be a whole number from 0 to 65535." */
function toldSetting(problem: string): Finding {
  return failed(problem.split(' ', 1).join(''), problem, 'Correct it in the environment or in .env.');
}

function unforeseen(error: unknown): Finding {
  const reason = error instanceof Error ? error.message : String(error);
  return failed(
    'Check',
    `It could not be made: ${reason}.`,
    'Mend what it says; what it would have looked at is unknown.',
  );
}
