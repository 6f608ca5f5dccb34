import { readFileSync } from 'node:fs';
import { buildSchema, type ExecutionResult } from 'graphql';
import { inject } from 'vitest';
import { SCOPES } from '../../../gateway/graph/scopes.ts';
import type { Authenticator } from '../../../gateway/identity/index.ts';
import { staffToken } from '../../../gateway/identity/staff-token.ts';
import { recordedColumns } from '../../../sandbox/directus/conformance/answers.ts';
import { FOREIGN } from '../../../sandbox/directus/conformance/topics.ts';
import { withColumns } from '../../../subgraphs/directus/client/columns.ts';
import { STAFF_TOKEN, startGateway, type TestGateway } from '../../gateway.ts';
import type { Query } from '../render.ts';
import { UNBOUNDED } from '../unbounded.ts';
import { foreignContent, foreignNaming } from './model.ts';
import type { ForeignRole } from './oracle.ts';
import { CLERK } from './roles.ts';

/** The same with the columns that it describes elsewhere, as the gateway reads it. */
export const readSchema = () => withColumns(describedSchema(), recordedColumns(FOREIGN));

/** The schema that a real Directus 11.17.4 described to the gateway's user of the foreign model. */
export const describedSchema = () => buildSchema(readFileSync(new URL('schema.graphql', import.meta.url), 'utf8'));

/** A Directus with the foreign content, and the gateway's token there. */
export interface ForeignServer {
  readonly url: string;
  readonly token: string;
}

/**
 * Starts a gateway over the foreign content model.
 * @param server the real Directus that holds it: by default that of a live run, else a stand-in is started
 */
export function startForeignGateway(server: ForeignServer = inject('foreign')): Promise<TestGateway> {
  const { url, token } = server;
  return startGateway({
    ...(url === ''
      ? { content: foreignContent(), cmsSchema: describedSchema(), cmsUsers: [CLERK] }
      : { directus: { url, token } }),
    links: [],
    deployment: { directus: foreignNaming },
    server: {
      bounds: UNBOUNDED,
      authenticators: [staffToken(STAFF_TOKEN), clerk],
    },
  });
}

/** Who has the clerk's token is that clerk, whom Directus decides about. */
const clerk: Authenticator = ({ token }) =>
  token === CLERK.token
    ? { kind: 'staff', audience: 'internal', id: 'staff:clerk', scopes: new Set(SCOPES), directusToken: token }
    : undefined;

const TOKENS: Readonly<Record<ForeignRole, string | undefined>> = {
  staff: STAFF_TOKEN,
  clerk: CLERK.token,
  public: undefined,
};

export async function askAs(gateway: TestGateway, role: ForeignRole, query: Query): Promise<ExecutionResult> {
  const token = TOKENS[role];
  const response = await gateway.fetch('http://gateway/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(query),
  });
  return JSON.parse(await response.text());
}
