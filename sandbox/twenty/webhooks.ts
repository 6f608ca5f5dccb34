import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { post, type Webhook } from '../webhook.ts';
import type { Workspace } from './store/store.ts';

/** Twenty's words for what befell a record, by what mutations begin with. */
const EVENTS: Readonly<Record<string, string>> = {
  create: 'created',
  update: 'updated',
  delete: 'deleted',
  restore: 'restored',
  destroy: 'destroyed',
};

/** Posts what is written as Twenty's worker does: each record for itself, signed. */
export function sendWebhooks(workspace: Workspace, { url, secret }: Webhook): void {
  const ids = { webhookId: randomUUID(), workspaceId: randomUUID() };
  workspace.listeners.add(({ object, operation, rows }) => {
    const event = EVENTS[operation.replace(/(One|Many)$/, '')];
    for (const record of event === undefined ? [] : rows) {
      const body = JSON.stringify({
        targetUrl: url,
        eventName: `${object.singular}.${event}`,
        objectMetadata: { id: randomUUID(), nameSingular: object.singular },
        ...ids,
        eventDate: new Date().toISOString(),
        record,
      });
      const timestamp = String(Date.now());
      void post(
        url,
        {
          'x-twenty-webhook-timestamp': timestamp,
          'x-twenty-webhook-signature': createHmac('sha256', secret).update(`${timestamp}:${body}`).digest('hex'),
          'x-twenty-webhook-nonce': randomBytes(16).toString('hex'),
        },
        body,
      );
    }
  });
}
