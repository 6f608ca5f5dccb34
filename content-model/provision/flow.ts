import { agrees } from './agrees.ts';
import type { DirectusApi } from './directus-api.ts';

/** The gateway's webhook for changes. */
export interface GatewayWebhook {
  /** The webhook's URL from Directus's network: `http://gateway:4000/webhooks/directus`. */
  readonly url: string;
  /** The gateway's DIRECTUS_WEBHOOK_SECRET. */
  readonly secret: string;
}

/** Fixed ids of the created items, so that a second run finds them. */
const FLOW = '5f0c6c1e-6a4f-4d55-9a40-7c1e0f5b2a07';
const OPERATION = '5f0c6c1e-6a4f-4d55-9a40-7c1e0f5b2a08';

/** Parts whose changes affect the schema, or the permissions to read it. */
const SCHEMA_PARTS = ['collections', 'fields', 'relations', 'permissions', 'policies', 'access', 'roles'];

/** Events of rows, of files, of the data model and of permissions. */
const SCOPE = [
  ...['create', 'update', 'delete', 'sort'].map((action) => `items.${action}`),
  'files.upload',
  ...SCHEMA_PARTS.flatMap((part) => [`${part}.create`, `${part}.update`, `${part}.delete`]),
];

type Values = Readonly<Record<string, unknown>>;

/**
 * Makes Directus report each change of the collections, files, data model and permissions to the gateway, by a Flow
 * with one operation that posts the event. Collections that editors have added to the Flow stay in it.
 */
export async function notifyGateway(
  api: DirectusApi,
  collections: readonly string[],
  { url, secret }: GatewayWebhook,
): Promise<void> {
  const flow = await find(api, '/flows', FLOW);
  const operation = await find(api, '/operations', OPERATION);
  const options = {
    type: 'action',
    scope: SCOPE,
    collections: [...new Set([...collections, 'directus_files', ...collectionsOf(flow)])],
  };
  const wanted = {
    name: 'Notify the gateway of changes',
    icon: 'hub',
    description:
      'The graph gateway drops what it cached of changed rows. Made by the provisioning of the content model.',
    status: 'active',
    trigger: 'event',
    // Otherwise each event would add a row to the activity log.
    accountability: null,
    options,
  };
  await write(api, '/flows', FLOW, flow, wanted);
  await write(api, '/operations', OPERATION, operation, {
    flow: FLOW,
    name: 'Send the change',
    key: 'post',
    type: 'request',
    position_x: 19,
    position_y: 1,
    options: {
      method: 'POST',
      url,
      headers: [{ header: 'Authorization', value: `Bearer ${secret}` }],
      body: '{{$trigger}}',
    },
  });
  // The flow can refer to the operation only after the operation exists.
  await write(api, '/flows', FLOW, { ...flow, ...wanted }, { operation: OPERATION });
}

async function find(api: DirectusApi, path: string, id: string): Promise<Values | undefined> {
  const [found] = await api.request<Values[]>('GET', `${path}?filter[id][_eq]=${id}`);
  return found;
}

async function write(api: DirectusApi, path: string, id: string, known: Values | undefined, wanted: Values) {
  if (known === undefined) await api.request('POST', path, { id, ...wanted });
  else if (!agrees(known, wanted)) await api.request('PATCH', `${path}/${id}`, wanted);
}

function collectionsOf(flow: Values | undefined): readonly unknown[] {
  const { collections } = (flow?.options ?? {}) as { readonly collections?: unknown };
  return Array.isArray(collections) ? collections : [];
}
