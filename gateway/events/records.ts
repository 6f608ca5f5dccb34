import { constantCase } from '../../subgraphs/common/words.ts';
import type { Followed } from '../../subgraphs/contract/upstream.ts';
import type { EventField } from './event-field.ts';
import { publishedEvents } from './sources.ts';

/** Returns `crmRecordChanged`: changes that the CRM's webhooks report. */
export function recordChanged(followed: readonly Followed[]): EventField {
  const objects = new Map(followed.map(({ typeName, field }) => [typeName, objectName(field)]));
  return {
    name: 'crmRecordChanged',
    type: 'CrmRecordChange',
    typeDefs: typesOf(objects),
    open(wanted, context) {
      const id = typeof wanted.id === 'string' ? wanted.id.toLowerCase() : undefined;
      return publishedEvents(context, ({ typeName, key = null, event, at }) => {
        const object = objects.get(typeName);
        const isWanted =
          object !== undefined &&
          (wanted.object == null || wanted.object === object) &&
          (id === undefined || key === null || id === key.toLowerCase());
        return isWanted ? [{ typeName, key, event, at }] : [];
      });
    },
    values: {
      object: ({ typeName }) => objects.get(typeName),
      id: ({ key }) => key,
      event: ({ event }) => event,
      at: ({ at }) => at,
    },
    item: { field: 'record', upstream: 'twenty', followed },
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
  """The object that the record belongs to."""
  object: CrmObject!
  """The id of the record; null if it is unknown, and then any record may have changed."""
  id: UUID
  """What happened to it."""
  event: ChangeEvent!
  """When it happened, by the CRM's clock."""
  at: DateTime!
  """The record at the time of the event; null if it was deleted, or if it is unknown."""
  record: CrmRecord
}
type Subscription {
  """Every change of a record that the CRM reports by its webhooks, as soon as it is reported."""
  crmRecordChanged(
    """Only records of this object; records of all objects if absent."""
    object: CrmObject
    """Only this record."""
    id: UUID
  ): CrmRecordChange @semanticNonNull
}`;
}

/** Names an object, `crmWorkflowRun` → `WORKFLOW_RUN`: without the first word, which is common to all. */
const objectName = (field: string): string => constantCase(field).replace(/^[^_]*_/, '');
