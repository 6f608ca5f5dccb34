import fc from 'fast-check';
import type { ExecutionResult } from 'graphql';
import { expect } from 'vitest';
import { openDirectusApi } from '../../../content-model/provision/directus-api.ts';
import type { DirectusNaming } from '../../../subgraphs/directus/index.ts';
import { connectDirectus } from '../../../subgraphs/directus/index.ts';
import { startGateway } from '../../gateway.ts';
import { holdSample } from '../agreement.ts';
import { post } from '../answers.ts';
import { comparable, oracleOf, partOfCms } from '../cms.ts';
import { type EmptyDirectus, loadForeign } from '../cms-foreign/load.ts';
import { cmsSpace } from '../cms-space.ts';
import { queries } from '../generate.ts';
import type { Query } from '../render.ts';
import { UNBOUNDED } from '../unbounded.ts';
import { contents, type RandomContent } from './model.ts';
import { modelOf } from './shapes.ts';

/** How many queries a model is asked. */
const QUERIES = 32;

const TOKEN = 'token-of-the-gateway-at-random-models';

/** Makes random content models in a Directus, one after another, and holds the answers of a gateway to an oracle. */
export async function holdModels(directus: EmptyDirectus, count: number, first: number): Promise<void> {
  for (let seed = first; seed < first + count; seed++) {
    const [made] = fc.sample(contents(), { seed, numRuns: 1 });
    if (!made) throw new Error('A seed makes a model.');
    await dropCollections(directus);
    await loadForeign(directus, made.content, { gatewayToken: TOKEN, members: [] });
    await holdModel(directus, made, seed);
  }
}

async function dropCollections({ url, adminToken }: EmptyDirectus): Promise<void> {
  const api = openDirectusApi(url, adminToken);
  const isOwn = ({ collection }: { readonly collection: string }) => !collection.startsWith('directus_');
  const relations = await api.request<{ collection: string; field: string }[]>('GET', '/relations');
  for (const { collection, field } of relations.filter(isOwn)) {
    await api.request('DELETE', `/relations/${collection}/${field}`);
  }
  const collections = await api.request<{ collection: string }[]>('GET', '/collections');
  for (const { collection } of collections.filter(isOwn)) await api.request('DELETE', `/collections/${collection}`);
}

async function holdModel({ url }: EmptyDirectus, { prefix, content }: RandomContent, seed: number): Promise<void> {
  const naming: DirectusNaming = { prefix: 'Cms', collectionPrefix: prefix, collections: {} };
  await using connections = new AsyncDisposableStack();
  const source = connectDirectus({ url, token: TOKEN, naming, committed: () => undefined });
  connections.defer(() => source.close());
  const { schema: part, findings = [], problem } = await source.load();
  expect(problem).toBeUndefined();
  const gateway = await startGateway({
    directus: { url, token: TOKEN },
    links: [],
    deployment: { directus: naming },
    server: { bounds: UNBOUNDED },
  });
  connections.defer(() => gateway.close());
  const model = modelOf(content, part);
  const schema = partOfCms(gateway.generations.current.graph.seenBy('internal'), () => false);
  const { answer } = oracleOf(model, content, 'staff', schema);
  const made = content.collections.map(({ name }) => name);
  const named = Object.values(model.shapes).map(({ collection }) => collection);
  expect(
    made.filter((name) => !named.includes(name) && !findings.some(({ subject }) => subject.includes(name))),
  ).toEqual([]);
  const expected = (query: Query) => comparable(answer(query));
  await holdSample(
    queries(cmsSpace({ model, role: 'staff', schema, content })),
    async (query) => {
      const answered: ExecutionResult = await post(gateway, query);
      return isRefused(answered) ? expected(query) : comparable(answered);
    },
    async (query) => expected(query),
    { seed, count: QUERIES },
  );
}

/** What the graph says that it cannot ask Directus for. */
const REFUSALS = [/cannot be filtered by more than one condition at once/, /can be listed once behind a relation/];

const isRefused = ({ errors = [] }: ExecutionResult) =>
  errors.some(({ message }) => REFUSALS.some((refusal) => refusal.test(message)));
