import { describe } from 'vitest';
import { startForeignGateway } from './cms-foreign/gateway.ts';
import { foreignOracleSuite } from './cms-foreign/suite.ts';

describe('a content model that nobody foresaw answers random queries as an oracle over the same content', () => {
  foreignOracleSuite(startForeignGateway, { roles: ['staff', 'clerk', 'public'] });
});
