import type { Followed } from '../../../subgraphs/upstream.ts';
import type { GraphContext, GraphSubschema } from '../context.ts';
import { happeningOf, toldEvents } from './sources.ts';
import type { SubscriptionFields } from './subscription-fields.ts';
import { type Happening, valueResolver } from './value.ts';

interface Wanted {
  readonly object?: string | null;
  readonly id?: string | null;
}

/** `crmRecordChanged`: what the CRM's webhooks tell. */
export function recordFields(followed: readonly Followed[], subschema: GraphSubschema): SubscriptionFields {
  const objects = new Map(followed.map(({ typeName, field }) => [typeName, constantCase(field)]));
  const record = valueResolver({ subschema, followed });
  return {
    typeDefs: [typesOf(objects)],
    resolvers: [
      {
        Subscription: {
          crmRecordChanged: {
            subscribe: (_root, wanted: Wanted, context: GraphContext) =>
              toldEvents(context, ({ typeName, key = null, event, at }) => {
                const object = objects.get(typeName);
                const isWanted =
                  object !== undefined &&
                  (wanted.object == null || wanted.object === object) &&
                  (wanted.id == null || key === null || wanted.id.toLowerCase() === key.toLowerCase());
                return isWanted ? [{ typeName, key, event, at }] : [];
              }),
            resolve: happeningOf,
          },
        },
        CrmRecordChange: {
          object: { resolve: ({ typeName }: Happening) => objects.get(typeName) },
          id: { resolve: ({ key }: Happening) => key },
          record: { resolve: record },
        },
        CrmRecord: { __resolveType: ({ __typename }: { readonly __typename: string }) => __typename },
      },
    ],
  };
}

function typesOf(objects: ReadonlyMap<string, string>): string {
  const values = Array.from(objects, ([typeName, value]) => `  """A ${typeName}."""\n  ${value}`);
  return `
"""An object of the CRM whose records can be followed."""
enum CrmObject {
${values.join('\n')}
}
"""A record of the CRM, of any object."""
union CrmRecord = ${[...objects.keys()].join(' | ')}
"""A change of a record of the CRM."""
type CrmRecordChange {
  """Of which object the record is."""
  object: CrmObject!
  """The id of the record; null where that was not told: it may be any of them."""
  id: UUID
  """What happened to it."""
  event: ChangeEvent!
  """When it did, by the CRM's clock."""
  at: DateTime!
  """The record as it is when this is told; null where it is deleted, or not known."""
  record: CrmRecord
}
type Subscription {
  """Every change of a record of the CRM that its webhooks tell, as it becomes known."""
  crmRecordChanged(
    """Only records of this object; of all of them where nothing is said."""
    object: CrmObject
    """Only this record."""
    id: UUID
  ): CrmRecordChange
}`;
}

/** `crmWorkflowRun` → `WORKFLOW_RUN`: the first word is where it lives, which all have in common. */
function constantCase(field: string): string {
  const words = field.replace(/([a-z0-9])([A-Z])/g, '$1_$2').split('_');
  return words
    .slice(words.length > 1 ? 1 : 0)
    .join('_')
    .toUpperCase();
}
