import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDirectusApi } from '../../content-model/provision/directus-api.ts';
import { startGateway, type TestGateway } from '../gateway.ts';

/** A Directus with the project's content, the gateway's token and an administrator's. */
export interface ProvisionedDirectus {
  readonly url: string;
  readonly token: string;
  readonly adminToken: string;
}

/** Registers tests that read a content version of an article through a gateway. */
export function contentVersionsSuite(server: () => ProvisionedDirectus): void {
  describe('content versions', () => {
    let gateway: TestGateway;
    let setVersioning: (versioning: boolean) => Promise<unknown>;

    beforeAll(async () => {
      const { url, token, adminToken } = server();
      const api = openDirectusApi(url, adminToken);
      setVersioning = (versioning) => api.request('PATCH', '/collections/cms_articles', { meta: { versioning } });
      await setVersioning(true);
      const version = { collection: 'cms_articles', item: '1', key: 'next', name: 'Next' };
      const { id } = await api.request<{ id: string }>('POST', '/versions', version);
      await api.request('POST', `/versions/${id}/save`, { title: 'A title that is not published' });
      gateway = await startGateway({ directus: { url, token } });
    });
    afterAll(async () => {
      await gateway.close();
      const { url, adminToken } = server();
      const api = openDirectusApi(url, adminToken);
      const made = await api.request<{ id: string }[]>('GET', '/versions?fields=id');
      await api.request(
        'DELETE',
        '/versions',
        made.map(({ id }) => id),
      );
      await setVersioning(false);
    });

    test('are read by staff who have no token of their own', async () => {
      const query = `{
        cmsArticle(id: 1, version: "next") { id title author { name } }
        cmsArticleContentVersions(id: 1) { key name delta }
      }`;
      const { result } = await gateway.ask(query, {}, { staff: true });
      const title = 'A title that is not published';
      expect(result).toEqual({
        data: {
          cmsArticle: { id: '1', title, author: { name: 'Ines Calloway' } },
          // Since 11.17, Directus also says when it was saved and by which user.
          cmsArticleContentVersions: [{ key: 'next', name: 'Next', delta: expect.objectContaining({ title }) }],
        },
      });
    });

    test('are not there for the public', async () => {
      const { result } = await gateway.ask('{ cmsArticle(id: 1, version: "next") { title } }');
      expect(result).toMatchObject({ errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] });
    });
  });
}
