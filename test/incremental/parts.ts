import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import { expect } from 'vitest';

/** What a client names that knows parts. */
export const MULTIPART = 'multipart/mixed;incrementalSpec=v0.2';

/** A part of an answer, as it is sent. */
export interface Part extends FormattedExecutionResult {
  readonly pending?: readonly { readonly id: string; readonly path: Path; readonly label?: string }[];
  readonly incremental?: readonly {
    readonly id: string;
    readonly subPath?: Path;
    readonly data: Record<string, unknown>;
    readonly errors?: readonly GraphQLFormattedError[];
  }[];
  readonly completed?: readonly { readonly id: string; readonly errors?: readonly GraphQLFormattedError[] }[];
  readonly hasNext: boolean;
}

type Path = readonly (string | number)[];

/** All parts of a response. */
export async function allParts(response: Response): Promise<readonly Part[]> {
  const parts: Part[] = [];
  for await (const part of partsOf(response)) parts.push(part);
  return parts;
}

/** The parts of a response, each as soon as it can be read; of a response in JSON, that. */
export async function* partsOf(response: Response): AsyncGenerator<Part, undefined> {
  const type = response.headers.get('content-type') ?? '';
  if (type.startsWith('application/')) {
    yield await response.json();
    return;
  }
  const isEvents = type.startsWith('text/event-stream');
  if (!isEvents) expect(type).toBe('multipart/mixed; boundary="-"; incrementalSpec=v0.2');
  let text = '';
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk;
    const pieces = text.split(isEvents ? '\n\n' : '\r\n---');
    text = pieces.pop() ?? '';
    for (const piece of pieces) {
      const json = isEvents ? /^event: next\ndata: (.*)$/s.exec(piece)?.[1] : jsonOf(piece);
      if (json !== undefined) yield JSON.parse(json);
    }
  }
  expect(text).toBe(isEvents ? '' : '--\r\n');
}

function jsonOf(piece: string): string | undefined {
  if (piece === '') return undefined;
  const head = '\r\ncontent-type: application/json; charset=utf-8\r\n\r\n';
  expect(piece.slice(0, head.length)).toBe(head);
  return piece.slice(head.length);
}

/** What parts come to: each field once, each fragment announced where an object is, and completed. */
export function merge(parts: readonly Part[]): FormattedExecutionResult {
  const [initial, ...later] = parts;
  if (!initial) throw new Error('There is no part.');
  const data = structuredClone(initial.data);
  const errors = [...(initial.errors ?? [])];
  const known = new Set<string>();
  const pending = new Map<string, Path>();
  const announce = (part: Part): void => {
    for (const { id, path } of part.pending ?? []) {
      expect(known).not.toContain(id);
      known.add(id);
      expect(at(data, path)).toEqual(expect.any(Object));
      pending.set(id, path);
    }
  };
  announce(initial);
  for (const part of later) {
    for (const { id, subPath = [], data: fields, errors: own = [] } of part.incremental ?? []) {
      const target = at(data, [...(pending.get(id) ?? ['unknown id']), ...subPath]);
      for (const key of Object.keys(fields)) expect(target).not.toHaveProperty([key]);
      Object.assign(target as object, fields);
      errors.push(...own);
    }
    announce(part);
    for (const { id, errors: own = [] } of part.completed ?? []) {
      expect(pending.delete(id)).toBe(true);
      errors.push(...own);
    }
  }
  expect([...pending.keys()]).toEqual([]);
  const isWhole = later.length === 0;
  expect(parts.map(({ hasNext }) => hasNext)).toEqual(
    isWhole ? [undefined] : parts.map((_, nth) => nth < later.length),
  );
  return { ...(data !== undefined && { data }), ...(errors.length > 0 && { errors }) };
}

const at = (data: unknown, path: Path): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<string | number, unknown> | null)?.[key], data);
