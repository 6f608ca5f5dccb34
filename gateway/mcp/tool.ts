import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { suggestionList } from 'graphql/jsutils/suggestionList.js';
import { z } from 'zod';
import type { JsonObject } from '../../subgraphs/common/json.ts';
import type { Bounds } from '../limits/bounds.ts';
import type { ExecuteOperation } from './tool-exchange.ts';

/** The parts of a request that its tool receives. */
export interface ToolContext {
  /** The graph, as the caller sees it. */
  readonly schema: GraphQLSchema;
  readonly bounds: Bounds;
  readonly execute: ExecuteOperation;
  /** URL template of a series' page, with `{code}`; undefined where series have no pages. */
  readonly seriesPage: string | undefined;
}

/** The answer of a tool: its result, or the reason of a refusal with what to change. */
export type ToolResult = { readonly found: JsonObject } | { readonly refused: string };

/** A tool as in `tools/list`, with its handler. */
export interface Tool {
  readonly name: string;
  readonly description: string;
  /** JSON schema of the arguments, which are unchecked when the tool is called. */
  readonly inputSchema: JsonObject & { readonly type: 'object' };
  call(given: JsonObject, context: ToolContext): Promise<ToolResult>;
}

interface GeneralTool<Arguments extends z.ZodObject> extends Pick<Tool, 'name' | 'description'> {
  readonly args: Arguments;
  call(args: z.output<Arguments>, context: ToolContext): Promise<ToolResult>;
}

/** Makes a tool that checks its arguments. */
export function generalTool<Arguments extends z.ZodObject>(tool: GeneralTool<Arguments>): Tool {
  const { name, description, args } = tool;
  const { $schema: _, ...inputSchema } = z.toJSONSchema(args, { io: 'input' });
  return {
    name,
    description,
    inputSchema: { ...inputSchema, type: 'object' },
    async call(given, context) {
      const checked = args.safeParse(given);
      return checked.success ? tool.call(checked.data, context) : { refused: z.prettifyError(checked.error) };
    },
  };
}

/** Calls a tool. Refuses arguments that the tool does not have. */
export async function callTool(tool: Tool, given: JsonObject, context: ToolContext): Promise<ToolResult> {
  const refused = refusalOfUnknown(
    given,
    Object.keys(tool.inputSchema.properties ?? {}),
    `${tool.name} has no parameter`,
  );
  return refused === undefined ? tool.call(given, context) : { refused };
}

/**
 * Refuses values of names that do not exist: an answer that ignores one looks like the answer to another question.
 * @returns undefined if all names exist
 */
export function refusalOfUnknown(given: JsonObject, names: readonly string[], what: string): string | undefined {
  const unknown = Object.keys(given).filter((name) => !names.includes(name));
  if (unknown.length === 0) return undefined;
  const accepted = names.length > 0 ? `It has ${names.join(', ')}.` : 'It has none.';
  return `${what} ${unknown.map((name) => `"${name}"`).join(', ')}. ${accepted}`;
}

/** Writes what is similar to a name, for the error of a name that does not exist. */
export function nearest(name: string, names: readonly string[]): string {
  const near = suggestionList(name, names).slice(0, 5);
  return near.length > 0 ? ` Nearest: ${near.join(', ')}.` : '';
}

/** Writes the errors of a refused operation, one per line. */
export function refusalOf(errors: readonly GraphQLFormattedError[]): string {
  return errors.map(({ message, extensions }) => [extensions?.code, message].filter(Boolean).join(': ')).join('\n');
}
