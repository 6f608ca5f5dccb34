import { z } from 'zod';
import { SETTINGS } from './environment.ts';

const HEAD = `# Settings

\`npm run schema\` makes this page of the [settings' own schema](../gateway/config/environment.ts).

Settings are environment variables, or lines of a file \`.env\` ([\`.env.example\`](../.env.example)). They have the same names everywhere: Compose
reads them from \`.env\`, and the Kubernetes manifests from the ConfigMap and the Secret \`chronos-graph\`
([\`deploy/kubernetes\`](../deploy/kubernetes)); a **secret** belongs in the Secret. White space around a value is
ignored, and an empty variable counts as not set. The start reports
all problems at once; among them is a variable that reads like a misspelled setting, such as \`DATABSE_URL\`.

With nothing set, the sandbox replaces all upstreams. Once an upstream is set, one that is missing is an error that names it, unless
\`CHRONOS_SANDBOX=true\`. With \`NODE_ENV=production\` the sandbox replaces no upstream unless \`CHRONOS_SANDBOX=true\`.
`;

const TAIL = `## Settings of commands

| Setting | Command | Description |
|---|---|---|
| \`MIGRATOR_DATABASE_URL\` | \`npm run keys\`, \`npm run refresh:tiles\` | The database in which they write, as \`chronos_migrator\`; the gateway does not read it. Default: \`GATEWAY_DATABASE_URL\`, else \`DATABASE_URL\`. |
| \`DIRECTUS_ADMIN_TOKEN\`, \`CONTENT_DATABASE_URL\` | \`npm run provision\` | An administrator's static token, and the database that Directus runs on, as a role that may create tables. |
`;

/** Writes docs/settings.md: each setting with its default, its allowed values and its description. */
export function settingsPage(): string {
  const sections = Object.entries(SETTINGS).map(([title, settings]) =>
    [
      `## ${title}`,
      '',
      '| Setting | Default | Value | Description |',
      '|---|---|---|---|',
      ...Object.entries(settings).map(([name, setting]) => rowOf(name, setting)),
      '',
    ].join('\n'),
  );
  return [HEAD, ...sections, TAIL].join('\n');
}

function rowOf(name: string, setting: z.ZodType): string {
  const { description = '' } = z.globalRegistry.get(setting) ?? {};
  const usual = setting instanceof z.ZodDefault ? `\`${[setting.def.defaultValue].flat().join(', ')}\`` : '';
  const cells = [`\`${name}\``, usual === '``' ? '' : usual, valuesOf(name, setting), description];
  return `| ${cells.join(' | ')} |`;
}

/** The names of settings that are secret, or are URLs with a password. */
const SECRET = /TOKEN$|KEY$|SECRET$|DATABASE_\w*URL$|REDIS_URL|DSN$/;

/** Returns the rule of a setting's values, from the error that a line break causes: no setting allows one. */
function valuesOf(name: string, setting: z.ZodType): string {
  const [issue] = setting.safeParse('\n').error?.issues ?? [];
  const rule = issue?.message.replace(/^must (be|have|read) /, '').replaceAll(/"([^"]+)"|(\w+:\/\/[^\s,]+)/g, '`$1$2`');
  return [...(SECRET.test(name) ? ['**secret**'] : []), ...(rule === undefined ? [] : [rule])].join('; ');
}
