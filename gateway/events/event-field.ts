import type { GraphQLError } from 'graphql';
import type { Caller, Followed, Upstream } from '../../subgraphs/upstream.ts';
import type { Changes } from '../changes/index.ts';
import type { EventQueue } from './event-queue.ts';

/** Something that happened to a value. */
export interface Happening {
  /** Of which value; null where that is not known. */
  readonly key: string | null;
  readonly event: 'CREATED' | 'UPDATED' | 'DELETED';
  /** "CmsArticle". */
  readonly typeName: string;
  readonly at?: string;
}

/** An error among events costs one answer: the subscription goes on. */
export type SubscriptionEvent = Happening | GraphQLError;

/** Who follows, and where the changes come from. */
export interface EventContext {
  readonly caller: Caller;
  /** Without, a subscription gets no events but those that upstreams report themselves. */
  readonly changes?: Pick<Changes, 'listen'> | undefined;
}

/** A field of Subscription with the type of its events, as data: plans read it. */
export interface EventField {
  /** "cmsArticleMutated". */
  readonly name: string;
  /** The type of its events: "CmsArticleMutation". */
  readonly type: string;
  /** Both, and what else they need, as SDL. */
  readonly typeDefs: string;
  /**
   * Opens the stream of its events.
   * @param args of the field, coerced
   * @throws GraphQLError where an argument is out of bounds, or the upstream cannot be reached or refuses
   */
  open(args: Readonly<Record<string, unknown>>, context: EventContext): Promise<EventQueue<SubscriptionEvent>>;
  /** The fields of the event's type that the event itself brings. */
  readonly values: Readonly<Record<string, (happening: Happening) => unknown>>;
  /** The field whose value is looked up when the event comes, as a query would. */
  readonly item: {
    readonly field: string;
    readonly upstream: Upstream['name'];
    /** The types that the value can have. */
    readonly followed: readonly Followed[];
  };
}

/**
 * The root field that answers with the value of an event, and its arguments.
 * @returns undefined where there is no such value: it is deleted, or its key is not known
 */
export function lookupOf(
  { item }: EventField,
  { key, event, typeName }: Happening,
): { readonly field: string; readonly args: Readonly<Record<string, unknown>> } | undefined {
  const found = item.followed.find((followed) => followed.typeName === typeName);
  if (event === 'DELETED' || !found || (key === null && found.keyArgument !== undefined)) return undefined;
  return { field: found.field, args: found.keyArgument === undefined ? {} : { [found.keyArgument]: key } };
}
