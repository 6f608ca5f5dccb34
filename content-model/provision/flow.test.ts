import { expect, it } from 'vitest';
import { notifyGateway } from './flow.ts';
import { recordingApi } from './recording-api.ts';

const webhook = { url: 'http://gateway:4000/webhooks/directus', secret: 'the secret of the flow' };

it('makes a flow that posts each event with the secret, and changes nothing the second time', async () => {
  const first = recordingApi({ '/flows': [], '/operations': [] });
  await notifyGateway(first.api, ['cms_pages'], webhook);
  const flow = {
    id: expect.any(String),
    trigger: 'event',
    status: 'active',
    options: {
      type: 'action',
      scope: expect.arrayContaining([
        'items.create',
        'items.update',
        'items.delete',
        'files.upload',
        'fields.update',
        'permissions.create',
      ]),
      collections: ['cms_pages', 'directus_files'],
    },
  };
  expect(first.writes).toEqual([
    ['POST', '/flows', expect.objectContaining(flow)],
    [
      'POST',
      '/operations',
      expect.objectContaining({
        type: 'request',
        options: {
          method: 'POST',
          url: webhook.url,
          headers: [{ header: 'Authorization', value: 'Bearer the secret of the flow' }],
          body: '{{$trigger}}',
        },
      }),
    ],
    ['PATCH', expect.stringMatching(/^\/flows\/./), { operation: expect.any(String) }],
  ]);

  const [[, , made], [, , operation], [, , named]] = first.writes as [Write, Write, Write];
  const held = { ...made, ...named, date_created: '2026-11-25T00:00:00Z' };
  const second = recordingApi({ '/flows': [held], '/operations': [operation] });
  await notifyGateway(second.api, ['cms_pages'], webhook);
  expect(second.writes).toEqual([]);

  const options = { ...made.options, collections: ['cms_pages', 'events'] };
  const edited = recordingApi({ '/flows': [{ ...held, options }], '/operations': [operation] });
  await notifyGateway(edited.api, ['cms_pages'], { ...webhook, secret: 'another one' });
  expect(edited.writes).toMatchObject([
    ['PATCH', `/flows/${made.id}`, { options: { collections: ['cms_pages', 'directus_files', 'events'] } }],
    ['PATCH', `/operations/${operation.id}`, { options: { headers: [{ value: 'Bearer another one' }] } }],
  ]);
});

type Write = [method: string, path: string, body: { readonly id: string; readonly options: object }];
