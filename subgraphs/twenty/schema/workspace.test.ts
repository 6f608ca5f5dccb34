import { buildSchema, printSchema } from 'graphql';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startTwenty, type TwentyOptions } from '../../../sandbox/twenty/index.ts';
import { customWorkspace } from '../../../sandbox/twenty/recorded.ts';
import type { OnCall } from '../../contract/upstream.ts';
import { committedTwentySchema, connectTwenty } from '../index.ts';
import { API_KEY, askUpstream, company } from '../testing.ts';

async function upstreamOver(options: Omit<TwentyOptions, 'apiKey'>, onCall?: OnCall) {
  const server = await startTwenty({ apiKey: API_KEY, ...options });
  const upstream = await connectTwenty({ url: server.url, apiKey: API_KEY, onCall }).load();
  onTestFinished(async () => {
    await upstream.close();
    await server.close();
  });
  return upstream;
}

it('joins two relations of a custom object to the same parent, as the metadata says', async () => {
  const workspace = customWorkspace();
  const upstream = await upstreamOver(workspace);
  expect(upstream.findings).toEqual([]);

  const query = `{ crmCompanies { edges { node {
    id contracts { edges { node { id } } } paidContracts { edges { node { id } } }
  } } } }`;
  const { data, errors } = await askUpstream(upstream, query);
  expect(errors).toBeUndefined();

  const contracts = (workspace.records.contracts ?? []).filter(({ deletedAt }) => deletedAt == null);
  const idsBy = (column: string, company: unknown) =>
    contracts
      .filter((contract) => contract[column] === company)
      .map(({ id }) => id)
      .toSorted();
  interface Joined {
    readonly edges: readonly { readonly node: { readonly id: string } }[];
  }
  const ids = ({ edges }: Joined) => edges.map(({ node }) => node.id).toSorted();
  interface Company {
    readonly id: string;
    readonly contracts: Joined;
    readonly paidContracts: Joined;
  }
  const companies: readonly Company[] = data.crmCompanies.edges.map(({ node }: { node: Company }) => node);
  expect(companies.map(({ id, ...company }) => [id, ids(company.contracts), ids(company.paidContracts)])).toEqual(
    companies.map(({ id }) => [id, idsBy('companyId', id), idsBy('payerId', id)]),
  );
  expect(companies.some(({ paidContracts }) => paidContracts.edges.length > 0)).toBe(true);
});

it('requests a record whose field is named node without the fields of an edge', async () => {
  const schema = buildSchema(printSchema(committedTwentySchema()).replace(/^type Company \{/m, '$& node: String'));
  const sent: string[] = [];
  const upstream = await upstreamOver({ schema }, ({ text }) => void sent.push(text));
  await askUpstream(upstream, `{ crmCompany(id: "${company(1)}") { name node } }`);
  expect(sent.at(-1)).toMatch(/\{ name node \} \}$/);
});

describe('a server of another version than the measured one', () => {
  it('is a finding', async () => {
    expect((await upstreamOver({ version: 'v2.43.0' })).findings).toEqual([
      {
        subject: 'Twenty',
        detail: 'The server is version 2.43.0; its answers were measured on 2.21, and may differ.',
        remedy: 'Run 2.21, or compare pages, orders and filters that you depend on.',
      },
    ]);
  });

  it.each([['v2.21.3'], [undefined]])('is none where it tells %s', async (version) => {
    expect((await upstreamOver({ ...(version && { version }) })).findings).toEqual([]);
  });
});
