import { GraphQLError } from 'graphql';
import type { Row } from '../../content-model/index.ts';
import { datePart } from './cms-dates.ts';
import { type Cell, cell, columnOf, decimalOf, millionths, momentOf, wholeOf } from './cms-model.ts';
import { order, type World } from './cms-rows.ts';

/** Whether a row passes; of no row, whether one without any value would. */
type Test = (row: Row | null) => boolean;

type Json = Readonly<Record<string, unknown>>;

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
  if (name === '_not') {
    const test = passes(world, type, value);
    return (row) => !test(row);
  }
  const whole = wholeOf(world.shape(type), name);
  if (whole !== undefined) return parts(world, type, whole, value);
  const member = memberOf(world, type, name);
  if (member) return throughAny(world, type, member, value);
  const relation = world.shape(type).relations[name];
  if (relation?.kind === 'one') {
    const test = passes(world, relation.to, value);
    return (row) => test(row && world.passed({ type, row }, name));
  }
  if (relation?.kind === 'many') return related(world, type, name, value);
  const column = columnOf(world.shape(type), name);
  return operators(readerOf(world, type, column), value, (row) => valueIn(world, type, row, column));
}

/** The value of a column. The graph names types where the content names collections. */
export function valueIn(world: World, type: string, row: Row | null, column: string): Cell {
  const value = cell(world.shape(type), row, column);
  const isNamed = column === 'collection' && world.shape(type).relations.item?.kind === 'any';
  return isNamed && value !== null ? world.typeOfCollection(String(value)) : value;
}

function group(name: '_and' | '_or', tests: readonly Test[]): Test {
  if (tests.length === 0) return () => true;
  return (row) => (name === '_and' ? tests.every((test) => test(row)) : tests.some((test) => test(row)));
}

/** The type that a filter through a many-to-any names: `itemCmsBlockMap` goes to the rows of `cms_block_map`. */
function memberOf(world: World, type: string, name: string): string | undefined {
  if (world.shape(type).relations.item?.kind !== 'any' || !name.startsWith('item')) return undefined;
  const collection = name
    .slice('item'.length)
    .replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    .slice(1);
  return collection === '' ? undefined : world.typeOfCollection(collection);
}

function throughAny(world: World, type: string, member: string, value: Json): Test {
  const test = passes(world, member, value);
  return (row) => {
    const isMember = row && world.typeOfCollection(String(row.collection)) === member;
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
    if (name === '_some' || name === '_none' || name === '_not') return isJson(value);
    if (!name.startsWith('_')) return says(value);
    if (name === '_nin') return Array.isArray(value) && value.some((each) => each !== null);
    if (name === '_in') return Array.isArray(value);
    return (value !== null && value !== undefined) || name === '_eq' || name === '_neq';
  });
}

function parts(world: World, type: string, field: string, value: Json): Test {
  const shape = world.shape(type);
  const relation = shape.relations[field];
  const tests = Object.entries(value).map(([part, operands]) => {
    if (relation?.kind === 'many') {
      return operators(asNumber, operands, (row) => (row ? world.many({ type, row }, field).length : 0));
    }
    return operators(asNumber, operands, (row) => datePart(part, cell(shape, row, columnOf(shape, field))));
  });
  return (row) => tests.every((test) => test(row));
}

/** An operand as the value that it is compared with. */
type Read = (operand: unknown) => Cell;

function operators(read: Read, value: unknown, get: (row: Row | null) => Cell): Test {
  const tests = Object.entries(isJson(value) ? value : {}).map(([name, operand]) => operator(read, name, operand));
  return (row) => tests.every((test) => test(get(row)));
}

function operator(read: Read, name: string, operand: unknown): (value: Cell) => boolean {
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
    const isInside = (value: Cell) => compare(value, low) >= 0 && compare(value, high) <= 0;
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
  return (value) => value !== null && test(compare(value, right));
}

function membership(isIn: boolean, operand: unknown, read: (one: unknown) => Cell): (value: Cell) => boolean {
  if (!Array.isArray(operand)) return () => true;
  const values = operand.filter((one) => one !== null).map(read);
  if (values.length === 0) return () => !isIn;
  return (value) => value !== null && values.some((one) => compare(value, one) === 0) === isIn;
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

/** Numbers by size, everything else as text; numbers are compared with what reads as one. Not a number where nothing is. */
function compare(left: Cell, right: Cell | undefined): number {
  if (left === null || right === null || right === undefined) return Number.NaN;
  if (typeof left === 'number') return Math.sign(left - Number(right));
  if (typeof left === 'bigint') return order(left, BigInt(right));
  return order(String(left), String(right));
}

const asNumber: Read = (operand) => (typeof operand === 'number' ? operand : String(operand));

function readerOf(world: World, type: string, column: string): Read {
  switch (world.shape(type).kinds?.[column]) {
    case 'moment':
      return asMoment;
    case 'day':
      return (operand) => asMoment(operand).slice(0, 'YYYY-MM-DD'.length);
    case 'bigInteger':
      return (operand) => BigInt(String(operand));
    case 'decimal':
      return asDecimal;
    default:
      return asNumber;
  }
}

/** Fifteen digits are compared exactly; more are refused. */
function asDecimal(operand: unknown): Cell {
  const text = String(operand);
  if (
    text.replace(/\D/g, '').replace(/^0+/, '').length > 15 &&
    decimalOf(millionths(text)) !== decimalOf(millionths(String(Number(text))))
  )
    throw badInput('of fifteen digits at most');
  return millionths(text);
}

function asMoment(operand: unknown): string {
  if (Number.isNaN(Date.parse(String(operand)))) throw badInput('a moment');
  return momentOf(operand);
}

const badInput = (what: string) => new GraphQLError(`Must be ${what}.`, { extensions: { code: 'BAD_USER_INPUT' } });

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
