import { GraphQLError } from 'graphql';
import type { Row } from '../../subgraphs/directus/content-model/index.ts';
import { datePart } from './cms-dates.ts';
import { cell, columnOf, type World } from './cms-rows.ts';

/** Whether a row passes; of no row, whether one without any value would. */
type Test = (row: Row | null) => boolean;

type Json = Readonly<Record<string, unknown>>;
type Cell = string | number | null;

/**
 * What a filter of the graph says, read afresh: every condition that is given must hold, null conditions say nothing.
 * @throws GraphQLError BAD_USER_INPUT for an operand that says nothing
 */
export function passes(world: World, type: string, filter: unknown): Test {
  const tests = Object.entries(isJson(filter) ? filter : {}).map(([name, value]) =>
    condition(world, type, name, value),
  );
  return (row) => tests.every((test) => test(row));
}

function condition(world: World, type: string, name: string, value: unknown): Test {
  if (name === '_and' || name === '_or')
    return group(name, Array.isArray(value) ? value.map((each) => passes(world, type, each)) : []);
  if (!isJson(value)) return () => true;
  if (name.endsWith('Func')) return parts(world, type, name.slice(0, -'Func'.length), value);
  if (name.startsWith('itemCms')) return throughAny(world, type, name.slice('item'.length), value);
  const relation = world.shape(type).relations[name];
  if (relation?.kind === 'one') {
    const test = passes(world, relation.to, value);
    return (row) => test(row && world.passed({ type, row }, name));
  }
  if (relation?.kind === 'many') return related(world, type, name, value);
  return operators(name, value, (row) => named(name, cell(row, columnOf(name))));
}

/** The graph names types where the content names collections. */
const named = (field: string, value: Cell) =>
  field === 'collection' && value !== null ? typeOfCollection(String(value)) : value;

export const typeOfCollection = (collection: string) =>
  `Cms${collection.slice('cms_'.length).replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase())}`;

function group(name: '_and' | '_or', tests: readonly Test[]): Test {
  if (tests.length === 0) return () => true;
  return (row) => (name === '_and' ? tests.every((test) => test(row)) : tests.some((test) => test(row)));
}

function throughAny(world: World, type: string, member: string, value: Json): Test {
  const test = passes(world, member, value);
  return (row) => {
    const isMember = row && typeOfCollection(String(row.collection)) === member;
    return test(isMember ? world.passed({ type, row }, 'item') : null);
  };
}

function related(world: World, type: string, name: string, { _some, _none, ...rest }: Json): Test {
  const relation = world.shape(type).relations[name];
  const target = relation?.kind === 'many' ? relation.to : '';
  const rows = (row: Row | null) => (row ? world.many({ type, row }, name) : []);
  const tests: Test[] = [];
  const plain = passes(world, target, rest);
  if (says(rest)) tests.push((row) => rows(row).some(plain));
  if (isJson(_some)) {
    const some = passes(world, target, _some);
    tests.push((row) => rows(row).some(some));
  }
  if (isJson(_none)) {
    const none = passes(world, target, _none);
    tests.push((row) => !rows(row).some(none));
  }
  return (row) => tests.every((test) => test(row));
}

/** Whether a filter says anything at all: `{ tag: {} }` does not, and `_or` with an alternative that says nothing neither. */
function says(filter: unknown): boolean {
  if (!isJson(filter)) return false;
  return Object.entries(filter).some(([name, value]) => {
    if (name === '_and') return Array.isArray(value) && value.some(says);
    if (name === '_or') return Array.isArray(value) && value.length > 0 && value.every(says);
    if (name === '_some' || name === '_none') return isJson(value);
    if (!name.startsWith('_')) return says(value);
    if (name === '_nin') return Array.isArray(value) && value.some((each) => each !== null);
    if (name === '_in') return Array.isArray(value);
    return (value !== null && value !== undefined) || name === '_eq' || name === '_neq';
  });
}

function parts(world: World, type: string, field: string, value: Json): Test {
  const relation = world.shape(type).relations[field];
  const tests = Object.entries(value).map(([part, operands]) => {
    if (relation?.kind === 'many') {
      return operators('count', operands, (row) => (row ? world.many({ type, row }, field).length : 0));
    }
    return operators(part, operands, (row) => datePart(part, cell(row, columnOf(field))));
  });
  return (row) => tests.every((test) => test(row));
}

function operators(field: string, value: unknown, get: (row: Row | null) => Cell): Test {
  const tests = Object.entries(isJson(value) ? value : {}).map(([name, operand]) => operator(field, name, operand));
  return (row) => tests.every((test) => test(get(row)));
}

function operator(field: string, name: string, operand: unknown): (value: Cell) => boolean {
  const read = (one: unknown) => comparable(field, one);
  if (name === '_in' || name === '_nin') return membership(name === '_in', operand, read);
  if (operand === null || operand === undefined) {
    if (name === '_eq') return (value) => value === null;
    return name === '_neq' ? (value) => value !== null : () => true;
  }
  if (name === '_null') return (value) => (value === null) === operand;
  if (name === '_nnull') return (value) => (value !== null) === operand;
  if (name === '_empty') return (value) => (value === null || value === '') === operand;
  if (name === '_nempty') return (value) => (value !== null && value !== '') === operand;
  if (name === '_between' || name === '_nbetween') {
    if (!Array.isArray(operand) || operand.length !== 2 || operand.includes(null)) throw badInput('two values');
    const [low, high] = operand.map(read);
    const isInside = (value: Cell) => order(value, low) >= 0 && order(value, high) <= 0;
    return (value) => value !== null && isInside(value) === (name === '_between');
  }
  const pattern = /^_(n?)(i?)(contains|starts_with|ends_with)$/.exec(name);
  if (pattern) return textual(pattern, String(operand));
  const right = read(operand);
  const compared: Readonly<Record<string, (difference: number) => boolean>> = {
    _eq: (difference) => difference === 0,
    _neq: (difference) => difference !== 0,
    _lt: (difference) => difference < 0,
    _lte: (difference) => difference <= 0,
    _gt: (difference) => difference > 0,
    _gte: (difference) => difference >= 0,
  };
  const test = compared[name];
  if (!test) throw new Error(`The oracle does not know ${name}.`);
  return (value) => value !== null && test(order(value, right));
}

function membership(isIn: boolean, operand: unknown, read: (one: unknown) => Cell): (value: Cell) => boolean {
  if (!Array.isArray(operand)) return () => true;
  const values = operand.filter((one) => one !== null).map(read);
  if (values.length === 0) return () => !isIn;
  return (value) => value !== null && values.some((one) => order(value, one) === 0) === isIn;
}

function textual([, negated, caseless, how]: RegExpExecArray, operand: string): (value: Cell) => boolean {
  const folded = (text: string) => (caseless ? text.toLowerCase() : text);
  const needle = folded(operand);
  return (value) => {
    if (value === null) return false;
    const text = folded(String(value));
    const found =
      how === 'contains'
        ? text.includes(needle)
        : how === 'starts_with'
          ? text.startsWith(needle)
          : text.endsWith(needle);
    return found !== Boolean(negated);
  };
}

/** Numbers by size, everything else as text; numbers are compared with what reads as one. */
function order(left: Cell, right: Cell | undefined): number {
  if (left === null || right === null || right === undefined) return Number.NaN;
  if (typeof left === 'number') return Math.sign(left - Number(right));
  return left === String(right) ? 0 : left < String(right) ? -1 : 1;
}

function comparable(field: string, operand: unknown): Cell {
  if (field === 'publishedAt') {
    const moment = new Date(String(operand));
    if (Number.isNaN(moment.getTime())) throw badInput('a moment');
    return moment.toISOString();
  }
  return typeof operand === 'number' ? operand : String(operand);
}

const badInput = (what: string) => new GraphQLError(`Must be ${what}.`, { extensions: { code: 'BAD_USER_INPUT' } });

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
