import type { JsonObject } from '../common/json.ts';
import { createMemo } from '../common/memo.ts';
import type { Reader, Reading } from './reading.ts';

/*
 * An object of the response is written as a literal in a generated program: V8 creates it ten times faster than key by
 * key. The program's text contains only names, written as JSON; all other values are parameters.
 */

/** A key of a written object. */
export type WrittenKey =
  | KeyValue
  /** The field of a link: null until the link is followed. */
  | { readonly key: string; readonly link: number; readonly needs: readonly KeyValue[] };

export interface KeyValue {
  readonly key: string;
  readonly value: EntryValue;
}

export type EntryValue =
  | { readonly constant: unknown }
  | {
      /** The key of the upstream's object; undefined if the value is read from the object itself. */
      readonly name: string | undefined;
      readonly isRequired: boolean;
      /** Whether strings are used unchanged. */
      readonly isText: boolean;
      /** Undefined: the value is already in the graph's form. */
      readonly read: Reader | undefined;
    };

type Make = (from: JsonObject, reading: Reading) => unknown;
type Program = (given: readonly unknown[], carry: (reading: Reading) => null) => Make;

/**
 * Generates the function that builds an object from an object of an upstream's response.
 * @param carry called if a required value is lost
 */
export function writeObject(entries: readonly WrittenKey[], carry: (reading: Reading) => null): Make {
  const given: unknown[] = [];
  const lines: string[] = [];
  const give = (value: unknown): string => `g${given.push(value) - 1}`;

  function write(value: EntryValue): string {
    if ('constant' in value) return give(value.constant);
    const { name, isRequired, isText, read } = value;
    const variable = `v${lines.length}`;
    lines.push(`let ${variable} = ${name === undefined ? 'from' : `from[${JSON.stringify(name)}]`};`);
    const unread = isText ? `if (typeof ${variable} !== 'string') ` : '';
    lines.push(`${unread}${variable} = ${read ? `${give(read)}(${variable}, reading)` : `${variable} ?? null`};`);
    if (isRequired) lines.push(`if (${variable} === null) return carry(reading);`);
    return variable;
  }

  const after: string[] = [];
  const made = entries.map((entry): [string, string] => {
    if ('value' in entry) return [entry.key, write(entry.value)];
    const needs = entry.needs.map(({ key, value }): [string, string] => [key, write(value)]);
    after.push(`reading.needs[${entry.link}].push(${literal(needs)});`);
    after.push(`reading.parents[${entry.link}].push(made);`);
    return [entry.key, 'null'];
  });
  const body = [...lines, `const made = ${literal(made)};`, ...after, 'return made;'].join('\n');
  const names = given.map((_, nth) => `g${nth}`).join(', ');
  return programOf(`const [${names}] = given;\nreturn (from, reading) => {\n${body}\n};`)(given, carry);
}

const programs = createMemo<Program>();

/** Size of a program for each character of its text, in bytes. */
const PROGRAM_BYTES = 20;

/** Compiles a program. Objects with equal texts share one. */
function programOf(text: string): Program {
  const make = () => new Function('given', 'carry', text) as Program;
  return programs.of(text, make, () => PROGRAM_BYTES * text.length);
}

/** Writes an object literal. `__proto__` is an ordinary key only if it is computed. */
function literal(entries: readonly (readonly [key: string, value: string])[]): string {
  const written = entries.map(([key, value]) => {
    const name = JSON.stringify(key);
    return `${key === '__proto__' ? `[${name}]` : name}: ${value}`;
  });
  return `{ ${written.join(', ')} }`;
}
