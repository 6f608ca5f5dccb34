import type { Upstream } from '../../subgraphs/contract/upstream.ts';
import type { Config } from '../config.ts';
import { redacted } from '../observe/secrets.ts';

export interface BannerFacts {
  readonly config: Config;
  /** The gateway's URL: `http://127.0.0.1:4000`. */
  readonly url: string;
  readonly upstreams: readonly Pick<Upstream, 'name' | 'problem'>[];
  /** The token that the sandbox made, to be shown; a token from the settings is never shown. */
  readonly madeStaffToken: string | undefined;
  /** A key in the sandbox's database, to be shown. */
  readonly madePartnerKey: string | undefined;
  /** How long the start took, in milliseconds. */
  readonly ms: number;
}

const TRY = '{ series(code: "BLS:CES0000000001") { title units latest { time value } } }';

/** Returns the text that a person reads when the gateway is ready: its upstreams, and one query to try. */
export function banner({ config, url, upstreams, madeStaffToken, madePartnerKey, ms }: BannerFacts): string {
  const { analytics, cms, crm } = config;
  const row = (label: string, text: string) => `  ${label.padEnd(12)}${text}`;
  const from = (sandbox: boolean) => (sandbox ? 'sandbox' : 'real');
  const lines = [
    '',
    `Chronos Graph is ready after ${(ms / 1000).toFixed(1)} s.`,
    '',
    row('GraphiQL', `${url}/graphql`),
    row('Analytics', from(analytics.sandbox)),
    row('CMS', cms.sandbox ? from(true) : `${from(false)}, ${cms.url}`),
    row('CRM', crm.sandbox ? from(true) : `${from(false)}, ${crm.url}`),
    ...staffRows(config, madeStaffToken, row),
    ...(madePartnerKey ? [row('Partner', `Authorization: Bearer ${madePartnerKey}`)] : []),
    ...upstreams.flatMap(({ name, problem }) =>
      problem ? ['', `  ${name}: ${problem} Until this is fixed, its part of the graph answers with errors.`] : [],
    ),
    '',
    'Try:',
    `  curl -s ${url}/graphql -H 'content-type: application/json' -d '${JSON.stringify({ query: TRY })}'`,
    '',
  ];
  // An upstream's own error message may repeat secrets that it was sent.
  return redacted(lines.join('\n'), config.observe.secrets);
}

function staffRows(config: Config, made: string | undefined, row: (label: string, text: string) => string): string[] {
  if (made) return [row('Staff', `Authorization: Bearer ${made}`)];
  if (config.staffToken) return [row('Staff', 'by STAFF_TOKEN')];
  const scopes = config.staffRoles ? 'by STAFF_ROLES' : `of its administrators alone, as STAFF_ROLES is not set`;
  return [row('Staff', `by a token or session of Directus, with scopes ${scopes}`)];
}
