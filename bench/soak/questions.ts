import { isDeepStrictEqual } from 'node:util';
import { graphqlRequest, type ViewRequest } from '../contestants/contestant.ts';
import { type Entrant, questionsOf } from '../entrant.ts';
import type { Question } from '../load.ts';
import type { Upstreams } from '../upstreams/run.ts';
import { OWN_VIEWS, withView } from '../views/own.ts';
import type { ViewItem } from '../world.ts';

/** A question of the soak. */
export interface SoakQuestion extends Question {
  /** Whether staff ask it: Directus says who they are, and while it is away nobody can. */
  readonly isStaff: boolean;
}

/** Of one article, as everybody sees it. */
const ARTICLE = `query Article($slug: String!) {
  cmsArticleBySlug(slug: $slug) {
    title
    slug
    publishedAt
    series { code title units latest { time value } }
    region { code name }
  }
}`;

/** Of the analytics alone. */
const FIGURES = `query Figures($series: String!, $region: String!) {
  series(code: $series) { code title units latest { time value } }
  region(code: $region) { code name }
}`;

/**
 * What is asked in turn: the benchmark's view by offsets, the project's five views, and what the public asks. Each is asked once
 * before, and its answer compared with the data; of the five views, that it is whole.
 */
export async function soakQuestions(entrant: Entrant, upstreams: Upstreams): Promise<readonly SoakQuestion[]> {
  const items = upstreams.items.slice(0, entrant.questions.length);
  const groups: (readonly SoakQuestion[])[] = [
    asStaff(entrant.questions),
    await publicQuestions(entrant, items, ({ slug }) => graphqlRequest(ARTICLE, { slug }), articleOf),
    await publicQuestions(
      entrant,
      items,
      ({ series, region }) => graphqlRequest(FIGURES, { series: series.code, region: region.code }),
      ({ series, region }) => ({ series, region }),
    ),
  ];
  for (const view of OWN_VIEWS) groups.push(asStaff((await withView(entrant, upstreams, view)).questions));
  return inTurn(groups);
}

function asStaff(questions: readonly Question[]): readonly SoakQuestion[] {
  return questions.map((question) => ({ ...question, isStaff: true }));
}

async function publicQuestions(
  { url }: Entrant,
  items: readonly ViewItem[],
  requestOf: (item: ViewItem) => ViewRequest,
  dataOf: (item: ViewItem) => unknown,
): Promise<readonly SoakQuestion[]> {
  const questions = await questionsOf(url, items.map(requestOf), (answer, index) => {
    const item = items[index];
    if (item && isDeepStrictEqual(answer, { data: dataOf(item) })) return;
    throw new Error(`The public is answered wrongly: ${JSON.stringify(answer).slice(0, 2_000)}`);
  });
  return questions.map((question) => ({ ...question, isStaff: false }));
}

function articleOf({ title, slug, publishedAt, series, region }: ViewItem): unknown {
  return { cmsArticleBySlug: { title, slug, publishedAt, series: [series], region } };
}

/** One of each group after the other, until each of the largest group had its turn. */
function inTurn(groups: readonly (readonly SoakQuestion[])[]): readonly SoakQuestion[] {
  const turns = Math.max(...groups.map(({ length }) => length));
  return Array.from({ length: turns }, (_, turn) => groups.flatMap((group) => group[turn % group.length] ?? [])).flat();
}
