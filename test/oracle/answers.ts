import type { ExecutionResult } from 'graphql';
import { STAFF_TOKEN, type TestGateway } from '../gateway.ts';
import { lostAt } from './lost.ts';
import type { Sent } from './stitched/index.ts';

/** Sends an operation to a gateway, as staff or with another credential. */
export async function post(
  gateway: Pick<TestGateway, 'fetch'>,
  sent: Sent,
  token = STAFF_TOKEN,
): Promise<ExecutionResult> {
  const response = await gateway.fetch('http://gateway/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(sent),
  });
  return JSON.parse(await response.text());
}

/** The data, and of errors what a client goes by, each once: they come in no order. */
export function comparable({ data, errors = [] }: ExecutionResult) {
  const whole: string[] = [];
  const carried = new Map<string, string>();
  for (const { path = [], message, extensions } of errors) {
    const lost = lostAt(data, path);
    const code = String(extensions?.code);
    const place = JSON.stringify(lost);
    if (lost.length === path.length) whole.push(JSON.stringify({ path, code, message }));
    // Stitching goes on below what one error has cost already, and may report others there; a plan reports the first,
    // and refuses an argument before it asks an upstream: BAD_USER_INPUT comes before UPSTREAM_FAILED.
    else if (code < (carried.get(place) ?? '~')) carried.set(place, code);
  }
  return { data, errors: [...new Set(whole)].toSorted(), carried: [...carried].toSorted() };
}
