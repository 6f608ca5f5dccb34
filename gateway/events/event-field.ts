import type { GraphQLError } from 'graphql';
import type { Caller, Followed, Upstream } from '../../subgraphs/contract/upstream.ts';
import type { Changes } from '../changes/index.ts';
import type { EventQueue } from './event-queue.ts';

/** A change of a value. */
export interface Happening {
  /** The key of the value; null where it is unknown. */
  readonly key: string | null;
  readonly event: 'CREATED' | 'UPDATED' | 'DELETED';
  /** The type of the value: "CmsArticle". */
  readonly typeName: string;
  readonly at?: string;
}

/** A change, or an error, which fails one answer: the subscription continues. */
export type SubscriptionEvent = Happening | GraphQLError;

/** The subscriber, and the source of changes. */
export interface EventContext {
  readonly caller: Caller;
  /** Undefined: a subscription gets only events that upstreams report. */
  readonly changes?: Pick<Changes, 'listen'> | undefined;
}

/** A field of Subscription and the type of its events, as data that plans read. */
export interface EventField {
  /** "cmsArticleMutated". */
  readonly name: string;
  /** The type of its events: "CmsArticleMutation". */
  readonly type: string;
  /** The field, its type, and the types that they need, as SDL. */
  readonly typeDefs: string;
  /**
   * Opens the stream of its events.
   * @param args of the field, coerced
   * @throws GraphQLError where an argument is out of bounds, or the upstream refuses or is unreachable
   */
  open(args: Readonly<Record<string, unknown>>, context: EventContext): Promise<EventQueue<SubscriptionEvent>>;
  /** The fields of the event's type whose values are in the event. */
  readonly values: Readonly<Record<string, (happening: Happening) => unknown>>;
  /** The field whose value the gateway looks up at the time of the event, as in a query. */
  readonly item: {
    readonly field: string;
    readonly upstream: Upstream['name'];
    /** The types that the value can have. */
    readonly followed: readonly Followed[];
    /** The error of an event whose value does not exist. Undefined: the value is then null without an error. */
    readonly missing?: (happening: Happening) => GraphQLError;
  };
}

/**
 * Returns the root field that returns an event's value, and its arguments.
 * @returns undefined where the value is deleted, or its key is unknown; a type without keys has a value at all times
 */
export function lookupOf(
  { item }: EventField,
  { key, event, typeName }: Happening,
): { readonly field: string; readonly args: Readonly<Record<string, unknown>> } | undefined {
  const found = item.followed.find((followed) => followed.typeName === typeName);
  if (!found) return undefined;
  const { field, keyArgument } = found;
  if (keyArgument === undefined) return { field, args: {} };
  return event === 'DELETED' || key === null ? undefined : { field, args: { [keyArgument]: key } };
}
