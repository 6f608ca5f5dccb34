import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { SoakQuestion } from './questions.ts';

/** What came back. */
export interface Answered {
  readonly status: number;
  readonly text: string;
}

export type Verdict =
  | { readonly kind: 'right' }
  /** Right but for what an upstream that was away would have told, with an error for each such value. */
  | { readonly kind: 'partial' }
  /** Staff could not be told from others, for Directus was away. */
  | { readonly kind: 'unidentified' }
  | { readonly kind: 'wrong'; readonly why: string };

type Path = readonly (string | number)[];

const Partial = z.strictObject({
  data: z.record(z.string(), z.unknown()).nullable(),
  errors: z.array(
    z.looseObject({
      path: z.array(z.union([z.string(), z.number()])),
      extensions: z.looseObject({ code: z.string().startsWith('UPSTREAM_'), upstream: z.string() }),
    }),
  ),
});

const Unidentified = z.strictObject({
  errors: z.tuple([z.looseObject({ extensions: z.looseObject({ code: z.literal('IDENTITY_UNAVAILABLE') }) })]),
});

/**
 * Compares an answer with the one that was seen to be right.
 * @param missed the upstreams that may be missing from it, by what errors call them
 */
export function judge(question: SoakQuestion, { status, text }: Answered, missed: ReadonlySet<string>): Verdict {
  if (status === 200 && text === question.answer) return { kind: 'right' };
  const wrong = (why: string): Verdict => ({ kind: 'wrong', why: `${why}: HTTP ${status} ${text.slice(0, 1_000)}` });
  if (missed.size === 0) return wrong('No upstream was away');
  const answer = parsed(text);
  if (status === 503 && question.isStaff && missed.has('directus') && Unidentified.safeParse(answer).success)
    return { kind: 'unidentified' };
  const partial = Partial.safeParse(answer);
  if (status !== 200 || !partial.success) return wrong('Neither whole nor partial');
  const { data, errors } = partial.data;
  if (errors.some(({ extensions }) => !missed.has(extensions.upstream))) return wrong('Another upstream is missing');
  const nulls = nullsIn(JSON.parse(question.answer).data, data, []);
  if (!nulls) return wrong('A value is another');
  const paths = errors.map(({ path }) => path);
  if (!nulls.every((at) => paths.some((path) => beginsWith(path, at)))) return wrong('A null has no error');
  if (!paths.every((path) => endsInNull(data, path))) return wrong('An error has no null');
  return { kind: 'partial' };
}

/** Where values are null that should not be; undefined where anything else differs. */
function nullsIn(right: unknown, got: unknown, at: Path): Path[] | undefined {
  if (got === null && right !== null) return [at];
  if (!isObject(right) || !isObject(got)) return isDeepStrictEqual(right, got) ? [] : undefined;
  const keys = Object.keys(right);
  if (Array.isArray(right) !== Array.isArray(got) || !isDeepStrictEqual(keys, Object.keys(got))) return undefined;
  const found: Path[] = [];
  for (const key of keys) {
    const nulls = nullsIn(right[key], got[key], [...at, Array.isArray(right) ? Number(key) : key]);
    if (!nulls) return undefined;
    found.push(...nulls);
  }
  return found;
}

function isObject(value: unknown): value is Readonly<Record<string | number, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** Whether a null stands where the error is, or around it where what is missing may not be null. */
function endsInNull(value: unknown, [key, ...rest]: Path): boolean {
  if (value === null) return true;
  return key !== undefined && isObject(value) && endsInNull(value[key], rest);
}

function beginsWith(path: Path, beginning: Path): boolean {
  return beginning.every((part, index) => part === path[index]);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
