import { isDeepStrictEqual } from 'node:util';
import { type Entrant, questionsOf } from '../entrant.ts';
import { once, sumOf } from '../measure.ts';
import type { Upstreams } from '../upstreams/run.ts';
import { ARTICLES } from '../world.ts';

/** How much a view costs by how many items it lists. */
export interface ItemsRow {
  readonly items: number;
  /** For one view. */
  readonly upstreamRequests: number;
  readonly statements: number;
  /** Processor time of the gateway, in milliseconds. */
  readonly cpu: number;
}

const SIZES = [1, 10, 100, 1_000];

/** How many views of each size are asked for. */
const VIEWS = 10;
const LOAD_MS = 4_000;

/** Asks for lists of several lengths: each a list that was not asked for before, then again under load. */
export async function growthByItems(entrant: Entrant, upstreams: Upstreams): Promise<readonly ItemsRow[]> {
  const rows: ItemsRow[] = [];
  for (const items of SIZES) {
    await upstreams.takeCounts();
    const questions = await questionsOfSize(entrant, upstreams, items);
    const { counts, statements } = await upstreams.takeCounts();
    const { cpu } = await once({ ...entrant, questions }, upstreams, { connections: 4 }, LOAD_MS);
    rows.push({ items, upstreamRequests: sumOf(counts) / VIEWS, statements: statements / VIEWS, cpu });
  }
  return rows;
}

function questionsOfSize({ contestant, url }: Entrant, { firstOffset, items }: Upstreams, limit: number) {
  const step = Math.floor((ARTICLES - limit) / VIEWS);
  const starts = Array.from({ length: VIEWS }, (_, index) => index * step);
  const requests = starts.map((start) => contestant.request({ limit, offset: firstOffset + start }));
  return questionsOf(url, requests, (answer, index) => {
    const start = starts[index] ?? 0;
    if (isDeepStrictEqual(contestant.items(answer), items.slice(start, start + limit))) return;
    throw new Error(`${limit} items from ${start} are answered wrongly: ${JSON.stringify(answer).slice(0, 1_000)}`);
  });
}
