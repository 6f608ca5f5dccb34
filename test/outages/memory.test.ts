import { expect, test } from 'vitest';
import { useFaultyGateway } from './faulty-gateway.ts';

const PART_BYTES = 400_000;
const MAX_BUFFERED_BYTES = 1_000_000;

const { directus, gateway, readTags } = useFaultyGateway({
  connect: { tuning: { maxBufferedBytes: MAX_BUFFERED_BYTES } },
});

test('answers that an upstream sends at a time have a bound together: what exceeds it is refused, until others end', async () => {
  for (let round = 0; round < 5; round += 1) {
    directus.break((response) => response.writeHead(200).write(' '.repeat(PART_BYTES)));
    const leaving = new AbortController();
    const asked = [1, 2, 3].map((limit) => readTags(limit, leaving.signal));
    expect(await Promise.race(asked)).toEqual({
      data: { cmsTags: null },
      errors: [
        {
          message: `Directus's answers at this moment have more than ${MAX_BUFFERED_BYTES} bytes. Try again later.`,
          locations: [{ line: 1, column: 3 }],
          path: ['cmsTags'],
          extensions: { code: 'UPSTREAM_OVERLOADED', upstream: 'directus', retryAfterSeconds: 1 },
        },
      ],
    });
    leaving.abort();
    await Promise.allSettled(asked);
    directus.break(undefined);
    expect((await gateway().ask('{ cmsTags(limit: 1) { id } }')).result).toEqual({ data: { cmsTags: [{ id: '1' }] } });
  }
});
