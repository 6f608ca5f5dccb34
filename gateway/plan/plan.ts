import type {
  DocumentNode,
  FieldNode,
  GraphQLField,
  GraphQLInputType,
  GraphQLSchema,
  OperationDefinitionNode,
  OperationTypeNode,
  ValueNode,
} from 'graphql';
import type { FieldRequest } from '../../subgraphs/request.ts';
import type { LinkNeeds, Shape } from '../../subgraphs/response/shape.ts';
import type { RowFilter } from '../../subgraphs/row-filter.ts';
import type { Upstream } from '../../subgraphs/upstream.ts';
import type { EventField, Happening } from '../events/index.ts';
import type { Candidates, KeysOfTarget, LocatedTargets } from '../links/filters.ts';
import type { Link, LocatedLink } from '../links/link.ts';

/*
 * A plan is an operation, compiled: which upstream is asked what, what leads on from the answers, and how the response is
 * written from them. It holds nothing of a request: no variables, no identity, no data.
 */

export interface Plan {
  /** The operation in its plainest form: where each error stands in the client's document. */
  readonly operation: OperationDefinitionNode;
  /** Of a query one step for each upstream, all at the same time; of a mutation one for each root field, in series. */
  readonly steps: readonly RootStep[];
  /** The root fields `__schema` and `__type`, which graphql-js answers. */
  readonly introspection?: Introspection | undefined;
  /** The one root field of a subscription: then there are no steps, and no entries. */
  readonly event?: EventRoot | undefined;
  /** The response key that stands for `__proto__`; undefined where the client has no such key: see `withoutProto`. */
  readonly protoKey: string | undefined;
  /** The response, in its order. */
  readonly entries: readonly RootEntry[];
  /** How many waves of requests there are at most, one behind the other. */
  readonly waves: number;
  readonly history: PrefetchHistory;
}

/**
 * Stores which keys the links of a plan followed the last time, for the same variables: never what they lead to. By these
 * keys the later waves are requested next to the first. Every value of a response is of its own run. A key that is
 * prefetched in vain costs an upstream work: a plan whose keys change often is not prefetched any more.
 */
export interface PrefetchHistory {
  /**
   * Primes a run with the keys of the last one.
   * @param variables coerced
   * @returns to be called when this run is over, without errors: the next one is primed with the keys that it loaded
   */
  prime(variables: object, run: RunKeys): () => void;
  /** Counts a lookup as a hit or a miss: whether all that it needed was prefetched. */
  count(isHit: boolean): void;
}

/** The keys that one run of a plan loads to follow its links. */
export interface RunKeys {
  /** Those that were loaded so far. */
  readonly loaded: ReadonlyMap<Loadable, Batches>;
  /** Loads keys before they are needed. */
  prime(of: Loadable, batches: Batches): void;
}

/** What one field of a lookup is requested with. */
export interface LookupBatch {
  /** Its arguments, the keys among them; undefined where there is nothing to request. */
  readonly lookupArgs: Readonly<Record<string, unknown>> | undefined;
}

/** What a lookup is requested with; undefined for a field that has nothing to request. */
export type Batches = readonly (LookupBatch | undefined)[];

/** What an operation selects of the schema itself. */
export interface Introspection {
  readonly schema: GraphQLSchema;
  /** The operation, with those of its root fields alone. */
  readonly document: DocumentNode;
}

/** A key of the response: the name of the root type, a field of introspection, or a root field: the nth head of a step. */
export type RootEntry =
  | { readonly key: string; readonly typeName: string }
  | { readonly key: string; readonly isIntrospection: true }
  | { readonly key: string; readonly step: number; readonly head: number; readonly isRequired: boolean };

/** The root of a subscription: an event, which brings values of its own, and whose item is looked up. */
export interface EventRoot {
  readonly node: FieldNode;
  readonly definition: GraphQLField<unknown, unknown>;
  readonly field: EventField;
  /** What the client selects of the event, in its order. */
  readonly entries: readonly EventEntry[];
  /** How the item is requested, by the type that it has: a head for each of its response keys. */
  readonly items: ReadonlyMap<string, RootStep>;
}

/** A key of an event: the name of its type, a value that the event brings, or its item. */
export type EventEntry =
  | { readonly key: string; readonly typeName: string }
  | { readonly key: string; readonly value: (happening: Happening) => unknown; readonly isRequired: boolean }
  | { readonly key: string; readonly isItem: true };

/** The root fields of one upstream. */
export interface RootStep extends Fetch {
  readonly type: OperationTypeNode;
  /** For each head, how it is filtered across links. Undefined: none is. */
  readonly filters?: readonly (HeadFilters | undefined)[] | undefined;
}

/** The filters across links of a root field: what passes them is fetched in waves of its own, and becomes a condition of the field. */
export interface HeadFilters {
  /** The rows that the field lists. */
  readonly rows: RowFilter;
  /** The type of their own filter. */
  readonly type: GraphQLInputType;
  readonly given: readonly GivenFilter[];
  /** By the name of the link's field. */
  readonly links: ReadonlyMap<string, LinkSource>;
  /** How the rows themselves are found, where a negation of their own filter is by their keys. */
  readonly own: KeySource | undefined;
}

/** An argument that a client gives: the filter of a link, or one that composes several. */
export interface GivenFilter {
  /** Undefined: it composes. */
  readonly link: string | undefined;
  readonly type: GraphQLInputType;
  /** A variable may have no value. */
  readonly value: ValueNode;
}

/** How what passes the filter of a link is found. */
export type LinkSource = KeySource | LookupSource;

/** By a search for the keys of what the link leads to. */
export interface KeySource {
  readonly name: string;
  readonly finds: KeysOfTarget;
  /** What is searched for. */
  readonly rows: RowFilter;
  readonly search: Question;
  /** What counts the rows that a search finds, where these are too many. */
  readonly count: Question | undefined;
}

/** By a search for rows, and a lookup of what each leads to: from the rows to what passes, or from what passes to the rows. */
export interface LookupSource {
  readonly name: string;
  readonly finds: Candidates | LocatedTargets;
  /** What is searched for. */
  readonly rows: RowFilter;
  readonly search: Question;
  readonly count: Question | undefined;
  readonly lookup: Question;
  /** The arguments of the link's field, with their defaults. */
  readonly args: Edge['definition']['args'];
}

/** What leads on from values that come together. */
export interface Continuation {
  /** The links that lead away from the values, or from what is in them: a shape refers to them by their index. */
  readonly edges: readonly Edge[];
  /** What is asked when the values are in: each at once, without waiting for the others. */
  readonly nexts: readonly Next[];
}

/** Root fields of one upstream that are requested together, and what leads on from their values. */
export interface Fetch extends Continuation {
  readonly upstream: Upstream;
  readonly heads: readonly Head[];
}

/** A root field of an upstream, how it is requested, and how the response is written from its value. */
export interface Head {
  /** The key of the upstream's answer. */
  readonly key: string;
  /** The field as the client wrote it; none for a lookup. */
  readonly node: FieldNode | undefined;
  readonly bind: BindField;
  /** Undefined where the response has the whole value. */
  readonly shape: Shape | undefined;
}

/** Fills variables in. */
export type BindField = (values: UpstreamVariables, args?: Readonly<Record<string, unknown>>) => FieldRequest;

/** The variables of a request as one upstream's schema coerces them. */
export interface UpstreamVariables {
  /** @throws GraphQLError for one that does not fit its type */
  get(): Readonly<Record<string, unknown>>;
}

/** A link as it is followed at one place of an operation. */
export interface Edge extends LinkNeeds {
  /** The key of the response. */
  readonly key: string;
  readonly node: FieldNode;
  /** The field in the graph: its arguments and their defaults. */
  readonly definition: GraphQLField<unknown, unknown>;
  readonly link: Link | LocatedLink;
}

export type Next = LookupStep | LocatedStep;

/** All links from the same values to one upstream: a head for each. */
export interface LookupStep extends Fetch {
  readonly kind: 'lookup';
  readonly follows: readonly Following[];
}

/** How a head of a lookup step follows an edge of the step before. */
export interface Following {
  readonly edge: number;
  readonly link: Link;
  /** What a parent has: one value of one key, the values of several keys, or the list of one key. */
  readonly gives: 'value' | 'values' | 'list';
}

/** A link to what stands inside a region: a search, and a look at where its findings stand. */
export interface LocatedStep extends Continuation {
  readonly kind: 'located';
  readonly edge: number;
  readonly link: LocatedLink;
  readonly search: Question;
  /** How the connection of candidates is written: the client's nodes in it lead on. */
  readonly searchShape: Shape;
  readonly locate: Question;
  readonly placeNeeds: Edge['needs'];
  /** What the client asks of the list, in its order. */
  readonly asked: readonly ListField[];
}

/** A root field that is requested with arguments of the gateway's own, once or several times together. */
export interface Question {
  readonly upstream: Upstream;
  readonly bind: BindField;
  /** The argument that takes keys; undefined where none does. */
  readonly keys?: string;
}

/** What is loaded: the heads of a lookup, or the one field of a question, once for each batch of keys. */
export type Loadable = LookupStep | Question;

/** What a client asks of a counted list. */
export type ListField =
  | { readonly kind: 'typeName'; readonly key: string; readonly typeName: string }
  | { readonly kind: 'count'; readonly key: string }
  | { readonly kind: 'nodes'; readonly key: string; readonly node: FieldNode; readonly definition: Edge['definition'] };
