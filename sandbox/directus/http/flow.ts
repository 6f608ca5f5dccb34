import { post, type Webhook } from '../../webhook.ts';
import type { Mutation, Mutations } from '../data/mutations.ts';

/** Posts what is written as the Flow of the content model does on Directus 11.17.4: of new rows each, of others all at once. */
export function runFlow(mutations: Mutations, { url, secret }: Webhook): void {
  mutations.on('mutation', ({ collection, event, keys }: Mutation) => {
    const trigger = { event: `${collection}.items.${event}`, payload: {}, collection };
    const triggers = event === 'create' ? keys.map((key) => ({ ...trigger, key })) : [{ ...trigger, keys }];
    for (const each of triggers) void post(url, { authorization: `Bearer ${secret}` }, JSON.stringify(each));
  });
}
