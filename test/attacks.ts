import { expect } from 'vitest';
import type { Identity } from '../gateway/identity/index.ts';
import { staffToken } from '../gateway/identity/staff-token.ts';
import { BOUNDS, type Bounds } from '../gateway/limits/bounds.ts';
import { loadRecords, type TwentyRecords } from '../sandbox/twenty/index.ts';
import { STAFF_TOKEN, startGateway, type TestGateway, type TestGatewayOptions } from './gateway.ts';

/** What stands in every text of the CRM, and nowhere else. */
export const CANARY = 'CANARY-7f3a9c';

/** What tells of the inside: stack traces, SQL and its errors, addresses and folders of servers. */
const INSIDE = /\bat \S+ \(|\.ts:\d+|node_modules|file:\/\/|syntax error at|relation "|select "|127\.0\.0\.1|ECONN/;

/** Who attacks: what each presents, and what it is. */
export const CALLERS = {
  anonymous: {},
  partner: { authorization: 'Bearer key-of-a-partner' },
  staff: { authorization: `Bearer ${STAFF_TOKEN}` },
} as const;

export type AttackerName = keyof typeof CALLERS;

const PARTNER: Identity = {
  kind: 'partner',
  audience: 'partner',
  id: 'partner:attacker',
  // Even one that was given what no partner may have.
  scopes: new Set(['analytics:bulk', 'crm:read', 'crm:write', 'cms:write', 'ingestion:read']),
};

/** What a request was answered. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** A gateway over a CRM of canaries, and one who attacks it. */
export interface Target {
  readonly gateway: TestGateway;
  /** Sends a request, and holds its answer to be no leak. */
  attack(path: string, init?: RequestInit): Promise<Answered>;
  ask(query: string, variables?: object, operationName?: string): Promise<Answered>;
  /** How many requests were sent. */
  tried(): number;
}

/** Rates are not what these attacks are about: they would hide what else holds. */
const unhurried = (bounds: Bounds): Bounds => ({ ...bounds, requestsPerMinute: 1e9, costPerDay: 1e12 });

/**
 * @param attacker who sends the requests; one that is staff may see canaries
 * @param options of the gateway, beside what the attacks need
 * @param isRepeated whether each request is sent twice
 */
export async function startTarget(
  attacker: AttackerName = 'anonymous',
  options: TestGatewayOptions = {},
  isRepeated = false,
): Promise<Target> {
  const bounds = {
    public: unhurried(BOUNDS.public),
    partner: unhurried(BOUNDS.partner),
    internal: unhurried(BOUNDS.internal),
  };
  const partner = ({ token }: { token: string }) => (token === 'key-of-a-partner' ? PARTNER : undefined);
  const gateway = await startGateway({
    records: withCanaries(loadRecords()),
    ...options,
    server: { bounds, authenticators: [partner, staffToken(STAFF_TOKEN)], ...options.server },
  });
  let count = 0;

  /** What can be sent again may be: what the first time made ready is answered ahead of the pipeline, and no less safely. */
  async function attack(path: string, init: RequestInit = {}) {
    const first = await attackOnce(path, init);
    if (!isRepeated || typeof init.body !== 'string') return first;
    const again = await attackOnce(path, init);
    expect(again.status).toBe(first.status);
    return again;
  }

  async function attackOnce(path: string, init: RequestInit) {
    count += 1;
    const response = await gateway.fetch(`http://gateway${path}`, init);
    const text = await response.text();
    const answered = [...response.headers].flat().join('\n') + text;
    if (attacker !== 'staff') expect(answered).not.toContain(CANARY);
    expect(answered).not.toMatch(INSIDE);
    return { status: response.status, headers: response.headers, text };
  }

  return {
    gateway,
    attack,
    ask: (query, variables = {}, operationName) =>
      attack('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...CALLERS[attacker] },
        body: JSON.stringify({ query, variables, operationName }),
      }),
    tried: () => count,
  };
}

/** Texts that a person wrote; what has a form of its own (ids, links, addresses of mail) stays what it is. */
const TEXTS = ['name', 'firstName', 'lastName', 'jobTitle', 'title', 'markdown', 'addressStreet1', 'addressCity'];

function withCanaries(records: TwentyRecords): TwentyRecords {
  return JSON.parse(
    JSON.stringify(records, (key, value) =>
      TEXTS.includes(key) && typeof value === 'string' ? `${value} ${CANARY}` : value,
    ),
  );
}
