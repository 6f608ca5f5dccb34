import { describe, expect, onTestFinished, test } from 'vitest';
import type { Upstream } from '../../subgraphs/contract/upstream.ts';
import { startGateway } from '../gateway.ts';
import { faulty } from './faulty.ts';
import { DATA, QUERY, without } from './faulty-gateway.ts';

/** A name that has no address (RFC 6761, section 6.4). */
const NOWHERE = 'nowhere.invalid';

const cases = [
  { name: 'directus', field: 'cmsTags', label: 'Directus' },
  { name: 'twenty', field: 'crmCompanies', label: 'Twenty' },
] as const;

describe.each(cases)('a gateway that starts while $label is down', ({ name, field, label }) => {
  test('serves the rest, and that too once it is there', async () => {
    const upstream = faulty();
    const gateway = await startGateway({
      before: {
        [name]: async (url: string) => {
          const own = await upstream.before(url);
          await upstream.setDown(true);
          return own;
        },
      },
    });
    onTestFinished(() => gateway.close());
    onTestFinished(() => upstream.close());
    const state = () => stateOf(gateway.generations.current.upstreams, name);
    const ask = async () => (await gateway.ask(QUERY, {}, { staff: true })).result;
    const message = `${label} cannot be reached.`;
    expect(state()).toEqual({
      schemaFrom: 'committed',
      problem: expect.stringMatching(`^${label} cannot be reached \\(ECONNREFUSED: .*\\)\\.$`),
    });
    expect(await ask()).toEqual(without(field, { code: 'UPSTREAM_UNREACHABLE', message }));
    await upstream.setDown(false);
    expect(await ask()).toEqual({ data: DATA });
  });

  test('serves the rest where its name has no address', async () => {
    const gateway = await startGateway({ before: { [name]: () => `http://${NOWHERE}` } });
    onTestFinished(() => gateway.close());
    const { result } = await gateway.ask(QUERY, {}, { staff: true });
    const message = `${label} cannot be reached.`;
    expect(result).toEqual(without(field, { code: 'UPSTREAM_UNREACHABLE', message }));
  });
});

test('a gateway whose database has a name without an address serves the rest', async () => {
  const gateway = await startGateway({ before: { analytics: () => `postgres://somebody:secret@${NOWHERE}/x` } });
  onTestFinished(() => gateway.close());
  const { result } = await gateway.ask(QUERY, {}, { staff: true });
  const message = 'The analytics database cannot be reached.';
  expect(result).toEqual(without('dataSources', { code: 'UPSTREAM_UNREACHABLE', message }));
});

function stateOf(upstreams: readonly Upstream[], name: Upstream['name']) {
  const { schemaFrom, problem } = upstreams.find((upstream) => upstream.name === name) ?? {};
  return { schemaFrom, problem };
}
