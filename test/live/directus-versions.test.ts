import '../provided.ts';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { loadContent, type ReadPermission } from '../../content-model/index.ts';
import { grantPublic } from '../../content-model/provision/access.ts';
import { openDirectusApi } from '../../content-model/provision/directus-api.ts';
import { provisionDirectus } from '../../content-model/provision.ts';
import { conformanceSuite, FOREIGN, OWN } from '../../sandbox/directus/conformance.ts';
import { readServerInfo, serverFindings } from '../../subgraphs/directus/client/server-version.ts';
import { startGateway } from '../gateway.ts';
import { startForeignGateway } from '../oracle/cms-foreign/gateway.ts';
import { loadForeign } from '../oracle/cms-foreign/load.ts';
import { foreignContent } from '../oracle/cms-foreign/model.ts';
import type { ForeignRole } from '../oracle/cms-foreign/oracle.ts';
import { CLERK } from '../oracle/cms-foreign/roles.ts';
import { foreignOracleSuite } from '../oracle/cms-foreign/suite.ts';
import { viewsSuite } from '../views.ts';
import { contentVersionsSuite } from './content-versions.ts';
import { type DirectusVersion, startRealDirectus } from './directus.ts';

interface VersionCase {
  readonly version: DirectusVersion;
  /** Whether it allows permissions by row and by field: Directus 12 does with a licence for them alone, which this one has not. */
  readonly allowsRules: boolean;
  /** What the start of the gateway and the doctor say of it. */
  readonly findings: readonly string[];
  /** The roles that see of the foreign content what they should. */
  readonly roles: readonly ForeignRole[];
  /** What it gets wrong, of which the recorded differences have an example. */
  readonly wrong?: RegExp;
}

const VERSIONS: readonly VersionCase[] = [
  { version: '11.13.4', allowsRules: true, findings: [], roles: ['staff', 'clerk', 'public'] },
  {
    version: '12.4.1',
    allowsRules: false,
    findings: ['Get a licence that allows custom permission rules, or grant roles whole collections alone.'],
    roles: ['staff'],
    // Two relations down, the filter of a list has no parts of dates and no counts: FORBIDDEN. A JSON document has no count.
    wrong: /^Cms\w+Filter\.\w+Func$|^CmsLibSpecimen\.documentFunc$/,
  },
];

const TOKEN = 'token-of-the-gateway-at-another-version';

/** The same collections, whole. */
const withoutRules = (permissions: readonly ReadPermission[]) =>
  permissions.map(({ collection }): ReadPermission => ({ collection, fields: ['*'], filter: null }));

describe.each(VERSIONS)('Directus $version', ({ version, allowsRules, findings, roles, wrong }) => {
  const name = `directus_${version.replaceAll('.', '_')}`;
  const databaseUrl = Object.assign(new URL(inject('ownerUrl')), { pathname: `/${name}` }).href;
  const owner = postgres(inject('ownerUrl'), { max: 1, onnotice: () => undefined });
  let directus: Awaited<ReturnType<typeof startRealDirectus>>;
  const server = () => ({ url: directus.url, token: TOKEN });

  beforeAll(async () => {
    await owner.unsafe(`CREATE DATABASE ${name}`);
    const sql = postgres(databaseUrl, { max: 1 });
    await sql.unsafe('CREATE EXTENSION postgis').finally(() => sql.end());
    directus = await startRealDirectus({ databaseUrl, version });
  });
  afterAll(async () => {
    await directus?.close();
    await owner.unsafe(`DROP DATABASE ${name} WITH (FORCE)`).finally(() => owner.end());
  });

  /** Provisions it as far as its licence allows. */
  async function provision(): Promise<void> {
    const settings = { directusUrl: directus.url, adminToken: directus.adminToken, databaseUrl, gatewayToken: TOKEN };
    if (allowsRules) await provisionDirectus(settings);
    else await expect(provisionDirectus(settings)).rejects.toThrow('The licence of this Directus does not allow it');
  }

  describe('with the content of the project', () => {
    beforeAll(async () => {
      await provision();
      if (allowsRules) return;
      const api = openDirectusApi(directus.url, directus.adminToken);
      await grantPublic(api, withoutRules(loadContent().publicPermissions));
    });

    test('is provisioned a second time', provision);

    test('is reported to the operator', async () => {
      const response = await fetch(`${directus.url}/server/info`, { headers: { authorization: `Bearer ${TOKEN}` } });
      const info = readServerInfo(await response.json());
      expect(info).toEqual({ version, isUnlicensed: !allowsRules });
      expect(serverFindings(info ?? { version: '', isUnlicensed: false }).map(({ remedy }) => remedy)).toEqual(
        findings,
      );
    });

    conformanceSuite(OWN, server, version);
    viewsSuite(() => startGateway({ directus: server() }));
    contentVersionsSuite(() => ({ ...server(), adminToken: directus.adminToken }));
  });

  describe('with a content model that nobody foresaw', () => {
    beforeAll(async () => {
      const content = foreignContent();
      const { publicPermissions } = content;
      await loadForeign(
        directus,
        allowsRules ? content : { ...content, publicPermissions: withoutRules(publicPermissions) },
        {
          gatewayToken: TOKEN,
          members: [allowsRules ? CLERK : { ...CLERK, permissions: withoutRules(CLERK.permissions) }],
        },
      );
    });
    conformanceSuite(FOREIGN, server, version);
    foreignOracleSuite(() => startForeignGateway(server()), { roles, wrong });
  });
});
