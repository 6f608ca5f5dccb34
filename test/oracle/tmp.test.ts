import { test } from 'vitest';
import { askAs, startForeignGateway } from './cms-foreign/gateway.ts';

test('x', async () => {
  const gateway = await startForeignGateway();
  for (const [role, query, variables] of JSON.parse(process.env.Q ?? '[]'))
    console.log(JSON.stringify(await askAs(gateway, role, { query, variables }), null, 1).slice(0, 3000));
  await gateway.close();
}, 60000);
