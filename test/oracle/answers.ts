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
  const told = errors.map(({ path = [], message, extensions }) => {
    const lost = lostAt(data, path);
    // Stitching goes on below what one error has cost already, and may report another there; a plan does not.
    const isCarried = lost.length < path.length;
    return JSON.stringify({ path: lost, code: extensions?.code, ...(!isCarried && { message }) });
  });
  return { data, errors: [...new Set(told)].toSorted() };
}
