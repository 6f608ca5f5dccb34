import { describe, expect, test } from 'vitest';
import { answers, type Fault, hangs, neverEnds, resets, stalls } from './faulty.ts';
import { DATA, type ExpectedError, useFaultyGateway, without } from './faulty-gateway.ts';

/** Long enough for an answer that comes, also on a busy machine; short enough to wait for one that does not. */
const TIMEOUT_MS = 3_000;
const MAX_ANSWER_BYTES = 1_000_000;

const { directus, twenty, gateway, ask } = useFaultyGateway({
  connect: { tuning: { maxAnswerBytes: MAX_ANSWER_BYTES, failuresToOpen: Number.POSITIVE_INFINITY } },
  timeoutsMs: { directus: TIMEOUT_MS, twenty: TIMEOUT_MS },
});

test('as long as nothing is wrong, nothing is', async () => {
  expect(await ask()).toEqual({ data: DATA });
});

describe('Directus', () => {
  const unreachable = { code: 'UPSTREAM_UNREACHABLE', message: 'Directus cannot be reached.' };
  const late = { code: 'UPSTREAM_TIMEOUT', message: `Directus did not answer within ${TIMEOUT_MS} ms.` };
  const notJson = (status: number) => ({
    code: 'UPSTREAM_FAILED',
    message: `Directus answered HTTP ${status} without JSON.`,
  });
  const refusal = (code: string) => ({ errors: [{ message: 'No.', extensions: { code } }] });

  test.each<[what: string, fault: Fault, expected: ExpectedError]>([
    [
      'is not available',
      answers(503, refusal('SERVICE_UNAVAILABLE')),
      { code: 'UPSTREAM_OVERLOADED', message: 'Directus cannot answer for the moment. Try again later.' },
    ],
    [
      'is not available for longer than the deadline',
      answers(503, refusal('SERVICE_UNAVAILABLE'), { 'retry-after': '60' }),
      {
        code: 'UPSTREAM_OVERLOADED',
        message: 'Directus cannot answer for the moment. Try again later.',
        retryAfterSeconds: 60,
      },
    ],
    [
      'holds back for longer than the deadline',
      answers(429, refusal('REQUESTS_EXCEEDED'), { 'retry-after': '60' }),
      {
        code: 'UPSTREAM_RATE_LIMITED',
        message: 'Directus received too many requests. Try again later.',
        retryAfterSeconds: 60,
      },
    ],
    [
      'redirects',
      answers(308, 'Moved.', { location: 'https://cms.example/graphql?access_token=secret' }),
      {
        code: 'UPSTREAM_FAILED',
        message: 'Directus redirects the gateway: set its URL to its final address.',
      },
    ],
    [
      'refuses the token',
      answers(401, refusal('INVALID_CREDENTIALS')),
      {
        code: 'UPSTREAM_UNAUTHENTICATED',
        message: 'Directus does not know the token, or it has expired.',
      },
    ],
    ['is not behind its proxy', answers(502, 'Bad Gateway'), unreachable],
    [
      'is too slow for its proxy',
      answers(504, 'Gateway Timeout'),
      { code: 'UPSTREAM_TIMEOUT', message: 'Directus did not answer in time.' },
    ],
    ['ends the connection', resets, unreachable],
    ['takes the request and never answers', hangs, late],
    ['begins to answer and goes no further', stalls, late],
    ['answers with half a JSON', (response) => response.end('{"data": {"cms'), notJson(200)],
    ['answers with a page', (response) => response.writeHead(500).end('<h1>Oops</h1>'), notJson(500)],
    [
      'answers without end',
      neverEnds,
      { code: 'UPSTREAM_FAILED', message: `Directus answered with more than ${MAX_ANSWER_BYTES} bytes.` },
    ],
    [
      'answers with something that is not HTTP',
      (response) => response.socket?.end('220 smtp.example ESMTP\r\n'),
      { code: 'UPSTREAM_FAILED', message: 'Directus did not answer with HTTP.' },
    ],
  ])('%s: its fields cost an error, and the rest arrives', async (_, fault, expected) => {
    directus.break(fault);
    expect(await ask()).toEqual(without('cmsTags', expected));
    directus.break(undefined);
    expect(await ask()).toEqual({ data: DATA });
  });

  test('is away, and back', async () => {
    await directus.setDown(true);
    expect(await ask()).toEqual(without('cmsTags', unreachable));
    await directus.setDown(false);
    expect(await ask()).toEqual({ data: DATA });
  });
});

describe('Twenty', () => {
  test.each<[what: string, fault: Fault, expected: ExpectedError]>([
    // As it does when its Redis does not answer.
    ['hangs', hangs, { code: 'UPSTREAM_TIMEOUT', message: `Twenty did not answer within ${TIMEOUT_MS} ms.` }],
    [
      'is not available',
      answers(503, {}, { 'retry-after': '7' }),
      {
        code: 'UPSTREAM_OVERLOADED',
        message: 'Twenty cannot answer for the moment. Try again later.',
        retryAfterSeconds: 7,
      },
    ],
    [
      'refuses the key',
      answers(401, { errors: [{ message: 'No.', extensions: { code: 'UNAUTHENTICATED' } }] }),
      { code: 'UPSTREAM_UNAUTHENTICATED', message: "Twenty refused the gateway's API key." },
    ],
    ['ends the connection', resets, { code: 'UPSTREAM_UNREACHABLE', message: 'Twenty cannot be reached.' }],
  ])('%s: its fields cost an error, and the rest arrives', async (_, fault, expected) => {
    twenty.break(fault);
    expect(await ask()).toEqual(without('crmCompanies', expected));
    twenty.break(undefined);
    expect(await ask()).toEqual({ data: DATA });
  });
});

test('errors stand in the order of the document, not of their arrival', async () => {
  directus.break(answers(401, { errors: [{ message: 'No.', extensions: { code: 'INVALID_CREDENTIALS' } }] }));
  // The place is refused before Directus answers.
  const fields = ['cmsTags(limit: 1) { id }', 'regionAt(latitude: 91, longitude: 0) { code }'];
  for (const each of [fields, fields.toReversed()]) {
    const { result } = await gateway().ask(`{ ${each.join(' ')} }`);
    expect(result.errors?.map(({ path }) => path)).toEqual(each.map((field) => [field.replace(/\W.*/, '')]));
  }
});
