import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { customWorkspace, loadRecords, type RunningTwenty, startTwenty, type TwentyOptions } from './index.ts';
import { asIntrospected } from './introspected.ts';
import { recordedMetadata } from './metadata/objects.ts';

interface Request {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly token?: 'none' | 'invalid';
  readonly endpoint?: 'metadata';
}

interface Answered {
  readonly request: Request;
  /** Null where nothing is compared: the request is only sent. */
  readonly response: { readonly status: number; readonly body: unknown } | null;
  /** Lists whose order Twenty leaves to chance, as `body.data.people[0].edges`. */
  readonly unordered?: readonly string[];
  /** Values that were made at the time. */
  readonly volatile?: readonly string[];
}

interface Recording extends Answered {
  readonly name: string;
  readonly set: 'A' | 'B';
  readonly topic: string;
  /** Of a recording of writes: to be sent in order to a workspace of its own. */
  readonly steps?: readonly (Answered & { readonly name: string })[];
}

function readData<T>(file: string): T {
  return JSON.parse(readFileSync(new URL(`./data/${file}`, import.meta.url), 'utf8'));
}

const first: (Answered & { readonly name: string })[] = readData('recordings.json');
const second: Recording[] = readData('recordings-2.json');
/** Recorded from a server of the same version for rules that the others leave open. */
const third: Recording[] = readData('recordings-3.json');

const { schema, metadata, records } = customWorkspace();
const custom = { schema: asIntrospected(schema, metadata), metadata };

/** What a real Twenty 2.21 answered. The `write:` recordings build on one another: all run in order, on one server. */
describe('the first corpus', () => {
  const ask = useAsking({});
  test.each(first)('$name', async (recording) => expectAnswer(await ask(recording.request), recording));
  test('is whole', () => expect(first).toHaveLength(66));
});

describe.each([
  ['A', loadRecords()],
  ['B', records],
] as const)('the second corpus, over set %s', (set, setRecords) => {
  const ask = useAsking({ ...custom, records: setRecords });
  const reads = second.filter((recording) => recording.set === set && !recording.steps);
  test.each(reads)('$topic: $name', async (recording) => expectAnswer(await ask(recording.request), recording));
});

describe.each(second.filter(({ steps }) => steps))('the second corpus, writes: $name', ({ steps = [] }) => {
  const ask = useAsking({ ...custom, records });
  test.each(steps)('$name', async (step) => expectAnswer(await ask(step.request), step));
});

describe("the project's own corpus, over set B", () => {
  const ask = useAsking({ ...custom, records });
  test.each(third)('$topic: $name', async (recording) => expectAnswer(await ask(recording.request), recording));
});

test('the second corpus is whole', () => expect(second).toHaveLength(819));

test('the metadata API answers what a real one did, cut to the objects of the schema', async () => {
  const { request, response } = readData<{ request: Request; response: unknown }>('metadata.json');
  const twenty = await startTwenty({ apiKey: 'key', ...custom, metadata: recordedMetadata() });
  const answer = (await send(twenty, request)) as { body: { data: { objects: { edges: Edge[] } } } };
  await twenty.close();
  const bySingular = (edges: Edge[]) => edges.toSorted((a, b) => (a.node.nameSingular < b.node.nameSingular ? -1 : 1));
  const recorded = response as { data: { objects: { edges: Edge[] } } };
  expect(bySingular(answer.body.data.objects.edges)).toEqual(bySingular(recorded.data.objects.edges));
});

interface Edge {
  readonly node: { readonly nameSingular: string };
}

type Ask = (request: Request) => Promise<{ status: number; body: unknown }>;

function useAsking(options: Omit<TwentyOptions, 'apiKey'>): Ask {
  let twenty: RunningTwenty;
  beforeAll(async () => {
    twenty = await startTwenty({ apiKey: 'key', ...options });
  });
  afterAll(() => twenty.close());
  return (request) => send(twenty, request);
}

async function send(twenty: RunningTwenty, { token, endpoint, ...body }: Request) {
  const authorization = token === 'none' ? {} : { authorization: `Bearer ${token === 'invalid' ? 'no token' : 'key'}` };
  const response = await fetch(`${twenty.url}/${endpoint ?? 'graphql'}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...authorization },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

/** To the letter, the order of keys aside. */
function expectAnswer(answer: unknown, { response, unordered = [], volatile = [] }: Answered): void {
  if (!response) return;
  const expected: unknown = structuredClone(response);
  for (const path of volatile) replaceAt(answer, path, () => valueAt(expected, path));
  for (const path of unordered) {
    replaceAt(answer, path, sorted);
    replaceAt(expected, path, sorted);
  }
  expect(answer).toEqual(expected);
}

function sorted(list: unknown): unknown {
  return Array.isArray(list) ? list.map((item) => JSON.stringify(sortKeys(item))).sort() : list;
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sortKeys(inner)]));
}

function stepsOf(path: string): string[] {
  return path.replaceAll('[', '.').replaceAll(']', '').split('.');
}

function valueAt(target: unknown, path: string): unknown {
  return stepsOf(path).reduce<unknown>((value, step) => Object(value)[step], target);
}

/** Replaces only what is there. */
function replaceAt(target: unknown, path: string, replace: (value: unknown) => unknown): void {
  const steps = stepsOf(path);
  const last = steps.pop() ?? '';
  const owner = Object(steps.reduce<unknown>((value, step) => Object(value)[step], target));
  if (owner[last] !== undefined && owner[last] !== null) owner[last] = replace(owner[last]);
}
