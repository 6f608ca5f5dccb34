import { printSchema } from 'graphql';
import { expect, test } from 'vitest';
import { analyticsSchema } from './index.ts';

test('the committed schema.graphql is what the code says (vitest -u rewrites it)', async () => {
  await expect(`${printSchema(analyticsSchema())}\n`).toMatchFileSnapshot('../schema.graphql');
});
