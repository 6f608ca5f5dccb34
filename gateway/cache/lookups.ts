import { type GraphQLError, OperationTypeNode } from 'graphql';
import { errorAt, isUpstreamFault } from '../../subgraphs/errors.ts';
import { createDerived } from '../../subgraphs/memo.ts';
import type { FieldRequest } from '../../subgraphs/request.ts';
import { graphLayout } from '../../subgraphs/response/graph-layout.ts';
import { lostField, type ResponseField, readField } from '../../subgraphs/response/index.ts';
import type { Layout } from '../../subgraphs/response/layout.ts';
import type { Upstream, UpstreamContext } from '../../subgraphs/upstream.ts';
import type { Link, LocatedLink } from '../links/link.ts';
import { type Entry, freshnessOf, isStaleIfError } from './entry.ts';
import { digest, lookupClassOf, schemaDigest } from './key.ts';
import type { Memory } from './memory.ts';
import type { Reach, Ttls } from './reach.ts';
import { noteUsed } from './remaining-ttl.ts';
import { createSelectionReader } from './selections.ts';

export interface LookupsOptions {
  readonly ttls: Ttls;
  /** The argument that takes the keys, by upstream and field: see `keyArgumentsOf`. */
  readonly keyArguments: ReadonlyMap<string, string>;
  readonly memory: Memory;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told of how many keys were known, and how many were asked for. */
  readonly onLookedUp: (context: UpstreamContext, hits: number, misses: number) => void;
}

/** A root field that answers for keys: what is known of them. */
interface Looked {
  readonly field: FieldRequest;
  readonly argument: string;
  readonly keys: readonly unknown[];
  /** What each is kept under. */
  readonly names: readonly string[];
  readonly entries: readonly (Entry | undefined)[];
  /** The places of those that have to be asked for. */
  readonly missed: readonly number[];
  readonly reach: Reach;
}

/** The argument that takes the keys of each lookup that links use, by upstream and field: `directus.cmsTagsByIds`. */
export function keyArgumentsOf(links: readonly (Link | LocatedLink)[]): ReadonlyMap<string, string> {
  const lookups = links.map((link) => ('search' in link ? link.locate.lookup : link.lookup));
  return new Map(lookups.map(({ upstream, field, keys }) => [`${upstream}.${field}`, keys]));
}

/** The upstream, which remembers what links looked up in it, key by key: only those that it does not know are asked for. */
export function rememberLookups(upstream: Upstream, options: LookupsOptions): Upstream {
  const { memory, now, onLookedUp, keyArguments } = options;
  const read = createSelectionReader(upstream.schema, options.ttls);

  function look(field: FieldRequest, callerClass: string): Looked | undefined {
    const argument = keyArguments.get(`${upstream.name}.${field.name}`);
    const asked = field.selections && read(field.selections);
    if (argument === undefined || !asked?.reach) return undefined;
    const { [argument]: keys, ...others } = field.args;
    if (!Array.isArray(keys) || keys.length === 0) return undefined;
    const asking = [upstream.name, schemaDigest(upstream.schema), callerClass, field.name, others, asked.digest];
    const prefix = digest(JSON.stringify(asking));
    const names = keys.map((key) => `${prefix} ${JSON.stringify(key)}`);
    const entries = names.map((name) => memory.find(name));
    const missed = [...keys.keys()].filter((nth) => !isFresh(entries[nth]));
    return { field, argument, keys, names, entries, missed, reach: asked.reach };
  }

  const isFresh = (entry: Entry | undefined) => entry !== undefined && freshnessOf(entry, now()) === 'fresh';

  /** What is missing of a field, as a field of its own. */
  function missing({ field, argument, keys, missed }: Looked): FieldRequest | undefined {
    if (missed.length === keys.length) return field;
    if (missed.length === 0) return undefined;
    return { ...field, args: { ...field.args, [argument]: missed.map((nth) => keys[nth]) } };
  }

  /** Staff see what they have written: its webhook may not have come yet. */
  function forgetWritten(): void {
    if (upstream.name === 'twenty') for (const type of Object.keys(options.ttls)) memory.forget(type);
  }

  const ask: Upstream['ask'] = async (operation, context) => {
    const callerClass = lookupClassOf(upstream.name, context.caller);
    if (callerClass === undefined || operation.type !== OperationTypeNode.QUERY) {
      const answer = await upstream.ask(operation, context);
      if (operation.type === OperationTypeNode.MUTATION) forgetWritten();
      return answer;
    }
    const looked = operation.fields.map((field) => look(field, callerClass));
    if (looked.every((each) => each === undefined)) return upstream.ask(operation, context);
    const mark = memory.mark();
    const at = now();
    const fields = operation.fields.flatMap((field, nth) => {
      const known = looked[nth];
      return (known ? missing(known) : field) ?? [];
    });
    const response = fields.length > 0 ? await upstream.ask({ ...operation, fields }, context) : undefined;
    let nth = 0;
    return {
      fields: looked.map((each) => {
        const isAsked = !each || each.missed.length > 0;
        const came = isAsked ? (response?.fields[nth++] ?? lostField([])) : undefined;
        if (!each) return came ?? lostField([]);
        onLookedUp(context, each.keys.length - each.missed.length, each.missed.length);
        return withKnown(came, each, { memory, mark, at, now, context });
      }),
    };
  };

  // What else it has, getters among it, stays as it is.
  return Object.defineProperties(
    {},
    { ...Object.getOwnPropertyDescriptors(upstream), ...Object.getOwnPropertyDescriptors({ ask }) },
  ) as Upstream;
}

interface Keeping extends Pick<LookupsOptions, 'memory' | 'now'> {
  readonly mark: number;
  readonly at: number;
  readonly context: UpstreamContext;
}

/**
 * Puts what is known of a field to what came, and keeps the latter where nothing is wrong with it.
 * @param came undefined where every key is known
 */
function withKnown(
  came: ResponseField | undefined,
  { field, keys, names, entries, missed, reach }: Looked,
  { memory, mark, at, now, context }: Keeping,
): ResponseField {
  const layout = layoutOf(field);
  const values = entries.map((entry): unknown => (entry ? JSON.parse(entry.text) : null));
  const { value: list, errors } = came ? readField(came) : { value: [], errors: [] };
  if (!Array.isArray(list)) {
    const others = errors.filter((error) => !isUpstreamFault(error));
    const isSpare = missed.every((nth) => canStandIn(entries[nth], now()));
    if (!isSpare || others.length === errors.length) return lostField(errors);
    noteUsed(context, entries, now());
    return { layout, value: values, errors: others };
  }
  const asked = new Set(missed);
  noteUsed(
    context,
    entries.filter((_, nth) => !asked.has(nth)),
    now(),
  );
  for (const [nth, place] of missed.entries()) {
    values[place] = list[nth] ?? null;
    const name = names[place];
    const isGood = errors.length === 0 && name !== undefined;
    if (isGood) memory.save(name, { ...reach, at, text: JSON.stringify(values[place]) }, mark);
  }
  const placed = missed.length === keys.length ? errors : errors.map((error) => atPlace(error, missed));
  return { layout, value: values, errors: placed };
}

const layouts = createDerived<NonNullable<FieldRequest['selections']>, Layout>();

/** How what is cached stands: as the graph has it. */
function layoutOf(field: FieldRequest): Layout {
  const { name, selections } = field;
  const layout = (selections && layouts.get(selections, name)) ?? graphLayout(field);
  if (selections) layouts.set(selections, layout, name);
  return layout;
}

const canStandIn = (entry: Entry | undefined, now: number) => entry !== undefined && isStaleIfError(entry, now);

/** The error of a key that was asked for, where that key stands among all. */
function atPlace(error: GraphQLError, missed: readonly number[]): GraphQLError {
  const [nth, ...rest] = error.path ?? [];
  return typeof nth === 'number' ? errorAt(error, [missed[nth] ?? nth, ...rest]) : error;
}
