import { getNamedType, isInputObjectType } from 'graphql';
import { createDerived } from '../../subgraphs/common/memo.ts';
import { isUpstreamFault } from '../../subgraphs/contract/errors.ts';
import type { FieldRequest } from '../../subgraphs/contract/request.ts';
import type { Upstream, UpstreamContext } from '../../subgraphs/contract/upstream.ts';
import { graphLayout } from '../../subgraphs/response/graph-layout.ts';
import { lostField, type ResponseField, readField } from '../../subgraphs/response/index.ts';
import type { Layout } from '../../subgraphs/response/layout.ts';
import { countCached } from '../observe/record.ts';
import { type CacheEntry, freshnessOf, isStaleIfError, noteUsed } from './entry.ts';
import { digest, lookupClassOf, schemaDigest } from './key.ts';
import type { Memory } from './memory.ts';
import { addChosenBy, type Reach, reachOfTypes, type Ttls } from './reach.ts';
import { CRM_LOOKUPS } from './ttls.ts';

/** Caches the targets of link keys, key by key. */
export type LookupCache = ReturnType<typeof createLookupCache>;

/** @param now in milliseconds since 1970 */
export function createLookupCache(ttls: Ttls, memory: Memory, now: () => number) {
  const known = createDerived<Selections, Selection>();

  return {
    /**
     * Finds the cached values of a lookup's keys.
     * @param argument that takes the keys
     * @returns undefined where the values may not be cached
     */
    find(upstream: Upstream, field: FieldRequest, argument: string, context: UpstreamContext) {
      const callerClass = lookupClassOf(upstream.name, context.caller);
      const { [argument]: keys, ...others } = field.args;
      if (callerClass === undefined || !field.selections || !Array.isArray(keys)) return undefined;
      const read = () => readSelections(upstream, upstream.name === 'twenty' ? crmTtls(upstream) : ttls, field);
      const { reach, layout, ...selection } = known.derive(field.selections, read, field.name);
      if (!reach) return undefined;
      const request = [upstream.name, schemaDigest(upstream.schema), callerClass, field.name, others, selection.digest];
      const prefix = digest(JSON.stringify(request));
      const found = keys.map((key: unknown) => {
        const name = `${prefix} ${JSON.stringify(key)}`;
        return { key, name, entry: memory.find(name) };
      });
      const isFresh = ({ entry }: Found) => entry !== undefined && freshnessOf(entry, now()) === 'fresh';
      const hits = found.filter(isFresh);
      const misses = found.filter((each) => !isFresh(each));
      for (const { entry } of hits) if (entry) noteUsed(context, entry, now());
      if (context.record) countCached(context.record, 'lookups', hits.length, misses.length);
      const mark = memory.mark();
      const at = now();
      return {
        /** The lookup's arguments, with only the keys whose values are fresh; undefined where no value is fresh. */
        args: hits.length > 0 ? { ...field.args, [argument]: hits.map(({ key }) => key) } : undefined,
        /** Their values. */
        field: { layout, value: hits.map(valueIn), errors: [] } satisfies ResponseField,
        /** Caches the values of all other keys; where the upstream fails, returns stale values instead. */
        complete(response: ResponseField): ResponseField {
          const { value, errors } = readField(response);
          if (Array.isArray(value)) {
            const isSaved = errors.length === 0;
            for (const [nth, { name }] of isSaved ? misses.entries() : []) {
              memory.save(name, { ...reach, at, json: JSON.stringify(value[nth] ?? null) }, mark);
            }
            return { layout, value, errors };
          }
          const others = errors.filter((error) => !isUpstreamFault(error));
          const isStale = misses.every(({ entry }) => entry !== undefined && isStaleIfError(entry, now()));
          if (!isStale || others.length === errors.length) return lostField(errors);
          for (const { entry } of misses) if (entry) noteUsed(context, entry, now());
          return { layout, value: misses.map(valueIn), errors: others };
        },
      };
    },
    /** Invalidates types that a write may have changed: staff see their writes before a webhook reports them. */
    forgetWritten({ name, schema }: Pick<Upstream, 'name' | 'schema'>): void {
      if (name === 'twenty') for (const type of Object.keys(schema.getTypeMap())) memory.forget(type);
    },
  };
}

/** A key, and its cached value. */
interface Found {
  readonly key: unknown;
  readonly name: string;
  readonly entry: CacheEntry | undefined;
}

const valueIn = ({ entry }: Found): unknown => entry && JSON.parse(entry.json);

type Selections = NonNullable<FieldRequest['selections']>;

/** The selections of a lookup's values. */
interface Selection {
  /** Identifies the selections, with their arguments. */
  readonly digest: string;
  /** Undefined where the values may not be cached. */
  readonly reach: Reach | undefined;
  /** The graph's layout, which cached values have. */
  readonly layout: Layout;
}

/** Returns the TTLs of the CRM's types, for lookups only: answers that reach the CRM are never cached. */
function crmTtls({ schema }: Pick<Upstream, 'schema'>): Ttls {
  return Object.fromEntries(Object.keys(schema.getTypeMap()).map((name) => [name, CRM_LOOKUPS]));
}

function readSelections({ schema }: Upstream, ttls: Ttls, field: FieldRequest): Selection {
  const types = new Set<string>();

  function written(of: Selections): unknown {
    return Array.from(of, ([type, fields]) => {
      types.add(type);
      return [type, fields.map(writtenField)];
    });
  }

  function writtenField({ responseKey, name, definition, args, selections: below }: FieldRequest): unknown {
    for (const argument of definition.args) {
      if (isInputObjectType(getNamedType(argument.type))) {
        addChosenBy(schema, argument.type, args[argument.name], types);
      }
    }
    return [responseKey, name, args, below && written(below)];
  }

  const text = JSON.stringify(field.selections && written(field.selections));
  return { digest: digest(text), reach: reachOfTypes(ttls, types), layout: graphLayout(field) };
}
