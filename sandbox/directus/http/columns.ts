import type { Model } from '../data/model.ts';
import { mayRead, type Role } from '../data/roles.ts';
import type { Rules } from '../write/rules.ts';

const text = (format?: string) => ({ type: 'string', ...(format && { format }) });

/** How Directus describes a column of each type; of json, bytes and what it does not know it says nothing. */
const TYPES: Readonly<Record<string, object>> = {
  string: text(),
  text: text(),
  hash: text(),
  uuid: text('uuid'),
  boolean: { type: 'boolean' },
  integer: { type: 'integer' },
  bigInteger: { type: 'integer', format: 'int64' },
  float: { type: 'number', format: 'float' },
  decimal: { type: 'number' },
  date: text('date'),
  time: text('time'),
  dateTime: text('date-time'),
  timestamp: text('timestamp'),
  csv: { type: 'array', items: text() },
  geometry: { type: 'object' },
};

/**
 * What Directus says at `/server/specs/oas` of the columns that a role may read, but for what a relation leads to. It describes
 * its own collections and its routes there, too, which nobody here asks for.
 */
export function describeColumns(model: Model, rules: Rules, role: Role): unknown {
  const collections = [...model.values()].filter(({ name }) => role.permissions.has(name));
  const schemas = collections.map(({ name, fields, relations }) => {
    const columns = [...fields.values()].filter((field) => mayRead(role, name, field.name));
    const properties = columns.map(({ name: column, type, nullable }) => {
      const described = relations.has(column) ? undefined : TYPES[type.replace(/\..*/, '')];
      return [column, { nullable, ...described }];
    });
    const required = columns.map((field) => field.name).filter((column) => rules.column(name, column).isRequired);
    const words = name.split('_').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
    const described = { properties: Object.fromEntries(properties), ...(required.length > 0 && { required }) };
    const schema = { type: 'object', ...described, 'x-collection': name };
    return [`Items${words.join('')}`, schema];
  });
  return { openapi: '3.0.1', components: { schemas: Object.fromEntries(schemas) } };
}
