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
import type { FieldRequest } from '../../subgraphs/contract/request.ts';
import type { RowFilter } from '../../subgraphs/contract/row-filter.ts';
import type { Upstream } from '../../subgraphs/contract/upstream.ts';
import type { LinkNeeds, Shape } from '../../subgraphs/response/shape.ts';
import type { EventField, Happening } from '../events/index.ts';
import type { Candidates, KeysOfTarget } from '../links/filters.ts';
import type { Link, LocatedLink } from '../links/link.ts';

/*
 * A plan is a compiled operation: the requests to each upstream, the links to follow from the answers, and the shape of
 * the response. It holds no part of a request: no variables, no identity, no data.
 */

export interface Plan {
  /** The operation in its plainest form, which locates errors in the client's document. */
  readonly operation: OperationDefinitionNode;
  /** Query: one step for each upstream, in parallel. Mutation: one step for each root field, in series. */
  readonly steps: readonly RootStep[];
  /** The root fields `__schema` and `__type`, which graphql-js answers. */
  readonly introspection?: Introspection | undefined;
  /** The one root field of a subscription, whose plan has no steps and no entries. */
  readonly event?: EventRoot | undefined;
  /** The response key that replaces `__proto__`; undefined where the client has no such key: see `withoutProto`. */
  readonly protoKey: string | undefined;
  /** The keys of the response, in order. */
  readonly entries: readonly RootEntry[];
  /** Maximum number of waves (sequential groups of parallel requests). */
  readonly waves: number;
  readonly history: PrefetchHistory;
}

/**
 * Stores the keys that the links of a plan followed in the last run with the same variables, never their data.
 * With these keys, the later waves are requested together with the first. Each run still loads every value of its
 * response. An unneeded key costs an upstream work: a plan whose keys change often is no longer prefetched.
 */
export interface PrefetchHistory {
  /**
   * Primes a run with the keys of the last run.
   * @param variables coerced
   * @returns a function to call when this run ends without errors: it stores the loaded keys for the next run
   */
  prime(variables: object, run: RunKeys): () => void;
  /** Counts a lookup: a hit where all its keys were prefetched, otherwise a miss. */
  count(isHit: boolean): void;
}

/** The keys that one run of a plan loads to follow its links. */
export interface RunKeys {
  /** The keys that are loaded so far. */
  readonly loaded: ReadonlyMap<Loadable, Batches>;
  /** Loads keys before they are needed. */
  prime(of: Loadable, batches: Batches): void;
}

/** The request data of one field of a lookup. */
export interface LookupBatch {
  /** The field's arguments, including the keys; undefined where there is nothing to request. */
  readonly lookupArgs: Readonly<Record<string, unknown>> | undefined;
}

/** The request data of a lookup, by field; undefined for a field that has nothing to request. */
export type Batches = readonly (LookupBatch | undefined)[];

/** The introspection fields that an operation selects. */
export interface Introspection {
  readonly schema: GraphQLSchema;
  /** The operation, with only its introspection root fields. */
  readonly document: DocumentNode;
}

/** A key of the response: the root type's name, an introspection field, or a root field (by the indexes of its step and field). */
export type RootEntry =
  | { readonly key: string; readonly typeName: string }
  | { readonly key: string; readonly isIntrospection: true }
  | { readonly key: string; readonly step: number; readonly field: number; readonly isRequired: boolean };

/** The root of a subscription: an event that has its own values, and an item that the gateway looks up. */
export interface EventRoot {
  readonly node: FieldNode;
  readonly definition: GraphQLField<unknown, unknown>;
  readonly field: EventField;
  /** The fields of the event that the client selects, in order. */
  readonly entries: readonly EventEntry[];
  /** The request for the item, by its type name: one field for each response key. */
  readonly items: ReadonlyMap<string, RootStep>;
}

/** A key of an event: the name of its type, a value of the event, or its item. */
export type EventEntry =
  | { readonly key: string; readonly typeName: string }
  | { readonly key: string; readonly value: (happening: Happening) => unknown; readonly isRequired: boolean }
  | { readonly key: string; readonly isItem: true };

/** The root fields of one upstream. */
export interface RootStep extends Fetch {
  readonly type: OperationTypeNode;
}

/** The filters across links of a list: earlier waves fetch matching keys, which become its own filter. */
export interface ListFilters {
  /** The variable whose value is the list's own filter in the request. */
  readonly variable: string;
  /** The client's own filter of the list. */
  readonly given: ValueNode | undefined;
  /** The rows that the field lists. */
  readonly rows: RowFilter;
  /** The type of the rows' own filter. */
  readonly type: GraphQLInputType;
  readonly across: readonly GivenFilter[];
  /** By the name of the link's field. */
  readonly links: ReadonlyMap<string, LinkSource>;
}

/** A filter argument of the client: the filter of a link, or the argument that composes several filters. */
export interface GivenFilter {
  /** Undefined for the composing argument. */
  readonly link: string | undefined;
  readonly type: GraphQLInputType;
  /** The value may be a variable without a value. */
  readonly value: ValueNode;
}

/** The way to find the keys that pass the filter of a link. */
export type LinkSource = KeySource | CandidateSource;

/** A root field of an upstream that is requested with the gateway's own arguments. */
export interface FieldQuery {
  readonly upstream: Upstream;
  readonly bind: BindField;
}

interface RowSearch {
  readonly name: string;
  /** The rows that the search finds. */
  readonly rows: RowFilter;
  readonly search: FieldQuery;
  /** The query that counts the rows of a search that finds too many. */
  readonly count: FieldQuery | undefined;
}

/** A search for the keys of the link's targets. */
export interface KeySource extends RowSearch {
  readonly finds: KeysOfTarget;
}

/** A search for the list's rows, and a lookup of each row's target. */
export interface CandidateSource extends RowSearch {
  readonly finds: Candidates;
  readonly lookup: FieldQuery;
  /** The arguments of the link's field, with their defaults. */
  readonly args: Edge['definition']['args'];
}

/** The links and steps that follow from values of one response. */
export interface Continuation {
  /** The links of the values and of nested values: a shape refers to a link by its index. */
  readonly edges: readonly Edge[];
  /** The steps that run when the values are read, all in parallel. */
  readonly nexts: readonly Next[];
}

/** Root fields of one upstream that are requested together, and the steps that follow from their values. */
export interface Fetch extends Continuation {
  readonly upstream: Upstream;
  readonly fields: readonly FetchField[];
  /** The filters across links of its lists, nested lists included, by field. Undefined: no field has any. */
  readonly filters: readonly (readonly ListFilters[])[] | undefined;
}

/** A root field of an upstream: its request, and the shape that writes the response from its value. */
export interface FetchField {
  /** The key in the upstream's response. */
  readonly key: string;
  /** The field as the client wrote it; undefined for a lookup. */
  readonly node: FieldNode | undefined;
  readonly bind: BindField;
  /** Undefined where the response contains the whole value. */
  readonly shape: Shape | undefined;
  /** Name of the argument that takes keys; undefined where no argument does. */
  readonly keys: string | undefined;
}

/** Fills variables in. */
export type BindField = (values: UpstreamVariables, args?: Readonly<Record<string, unknown>>) => FieldRequest;

/** Returns the variables of a request, coerced by one upstream's schema. @throws GraphQLError where one does not fit */
export type UpstreamVariables = () => Readonly<Record<string, unknown>>;

/** A link at one place of an operation. */
export interface Edge extends LinkNeeds {
  /** The response key. */
  readonly key: string;
  readonly node: FieldNode;
  /** The field in the graph: its arguments and their defaults. */
  readonly definition: GraphQLField<unknown, unknown>;
  readonly link: Link | LocatedLink;
}

export type Next = LookupStep | LocatedStep;

/** All links from the same values to one upstream, with one field for each link. */
export interface LookupStep extends Fetch {
  readonly kind: 'lookup';
  readonly follows: readonly Following[];
}

/** The edge of the previous step that a field of a lookup step follows. */
export interface Following {
  readonly edge: number;
  readonly link: Link;
  /** Whether a parent has a list of keys, and its field the values of all of them; else it has one key and its value. */
  readonly isList: boolean;
}

/**
 * A link to the objects inside a region: a search for candidates, which is the step's one field, and a lookup of their
 * places. Links lead away from the client's nodes in the search's connection.
 */
export interface LocatedStep extends Fetch {
  readonly kind: 'located';
  readonly edge: number;
  readonly link: LocatedLink;
  readonly locate: Fetch;
  /** The fields of the list that the client selects, in order. */
  readonly selected: readonly ListField[];
}

/** The target of a load: one field for each batch of keys, or one field for all batches. */
export type Loadable = Pick<Fetch, 'upstream' | 'fields' | 'filters'>;

/** A field of a counted list that the client selects. */
export type ListField =
  | { readonly kind: 'typeName'; readonly key: string; readonly typeName: string }
  | { readonly kind: 'count'; readonly key: string }
  | { readonly kind: 'nodes'; readonly key: string; readonly node: FieldNode; readonly definition: Edge['definition'] };
