import type { Profiler, Runtime } from 'node:inspector';
import { fileURLToPath } from 'node:url';

const ROOT = new URL('../', import.meta.url).href;

/** Time that a part of the program itself used, without what it called, in milliseconds. */
export interface SelfTime {
  readonly name: string;
  readonly ms: number;
}

export interface Summary {
  /** All that was not idle, in milliseconds. */
  readonly busyMs: number;
  /** By package, by folder of ours, by part of Node; the most first. */
  readonly modules: readonly SelfTime[];
  /** By function, with its file and line. */
  readonly functions: readonly SelfTime[];
}

/** Adds up a profile's samples by what they were taken in. */
export function summaryOf({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): Summary {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const modules = new Map<string, number>();
  const functions = new Map<string, number>();
  let busyMs = 0;
  for (const [index, id] of samples.entries()) {
    const frame = frames.get(id);
    const ms = (timeDeltas[index] ?? 0) / 1000;
    if (!frame || isNoWork(frame)) continue;
    busyMs += ms;
    add(modules, moduleOf(frame), ms);
    add(functions, `${frame.functionName || '(anonymous)'} ${placeOf(frame)}`.trim(), ms);
  }
  return { busyMs, modules: sorted(modules), functions: sorted(functions) };
}

/** Waiting, and the profiler's own beginning. */
function isNoWork({ functionName, url }: Runtime.CallFrame): boolean {
  return functionName === '(idle)' || url === 'node:inspector';
}

function add(times: Map<string, number>, name: string, ms: number): void {
  times.set(name, (times.get(name) ?? 0) + ms);
}

function sorted(times: ReadonlyMap<string, number>): readonly SelfTime[] {
  return Array.from(times, ([name, ms]) => ({ name, ms })).sort((one, other) => other.ms - one.ms);
}

/** A package by its name, a folder of ours by two parts of its path, Node by its module; else what V8 calls it. */
function moduleOf({ url, functionName }: Runtime.CallFrame): string {
  const inPackages = url.split('/node_modules/').at(-1) ?? '';
  if (url.includes('/node_modules/')) return inPackages.split('/', inPackages.startsWith('@') ? 2 : 1).join('/');
  if (url.startsWith('node:')) return url.replace('node:internal/', 'node:').split('/', 1).join('');
  if (url.startsWith(ROOT)) return url.slice(ROOT.length).split('/').slice(0, 2).join('/');
  return url === '' ? builtin(functionName) : url;
}

function builtin(functionName: string): string {
  return functionName.startsWith('(') ? functionName : '(built-in functions)';
}

function placeOf({ url, lineNumber }: Runtime.CallFrame): string {
  if (url === '') return '';
  const path = url.startsWith('file:') ? fileURLToPath(url).replace(fileURLToPath(ROOT), '') : url;
  return `${path.replace(/^.*node_modules\//, '')}:${lineNumber + 1}`;
}
