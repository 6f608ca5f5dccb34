import { expect } from 'vitest';
import { BOUNDS, type Bounds } from '../gateway/limits/bounds.ts';
import { loadRecords, type TwentyRecords } from '../sandbox/twenty/index.ts';
import { startGateway, type TestGateway } from './gateway.ts';

/** What stands in every text of the CRM, and nowhere else. */
export const CANARY = 'CANARY-7f3a9c';

/** What tells of the inside: stack traces, SQL and its errors, addresses and folders of servers. */
const INSIDE = /\bat \S+ \(|\.ts:\d+|node_modules|file:\/\/|syntax error at|relation "|select "|127\.0\.0\.1|ECONN/;

/** A gateway over a CRM of canaries, and a caller that presents no credential. */
export interface Target {
  readonly gateway: TestGateway;
  /** Sends a request, and holds its answer to be no leak. */
  attack(path: string, init?: RequestInit): Promise<{ readonly status: number; readonly text: string }>;
  ask(
    query: string,
    variables?: object,
    operationName?: string,
  ): Promise<{ readonly status: number; readonly text: string }>;
  /** How many requests were sent. */
  tried(): number;
}

/** Rates are not what these attacks are about: they would hide what else holds. */
const UNHURRIED: Bounds = { ...BOUNDS.public, requestsPerMinute: 1e9, costPerDay: 1e12 };

export async function startTarget(secrets: readonly string[] = []): Promise<Target> {
  const bounds = { ...BOUNDS, public: UNHURRIED };
  const gateway = await startGateway({ records: withCanaries(loadRecords()), server: { bounds } });
  let count = 0;

  async function attack(path: string, init: RequestInit = {}) {
    count += 1;
    const response = await gateway.fetch(`http://gateway${path}`, init);
    const text = await response.text();
    const answered = [...response.headers].flat().join('\n') + text;
    for (const secret of [CANARY, ...secrets]) expect(answered).not.toContain(secret);
    expect(answered).not.toMatch(INSIDE);
    return { status: response.status, text };
  }

  return {
    gateway,
    attack,
    ask: (query, variables = {}, operationName) =>
      attack('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
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
