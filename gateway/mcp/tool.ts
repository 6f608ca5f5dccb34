import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { z } from 'zod';
import type { JsonObject } from '../../subgraphs/common/json.ts';
import type { Bounds } from '../limits/bounds.ts';
import type { AskGraph } from './tool-exchange.ts';

/** The parts of a request that its tool receives. */
export interface ToolContext {
  /** The graph, as the caller sees it. */
  readonly schema: GraphQLSchema;
  readonly bounds: Bounds;
  readonly ask: AskGraph;
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

/** Writes the errors of a refused operation, one per line. */
export function refusalOf(errors: readonly GraphQLFormattedError[]): string {
  return errors.map(({ message, extensions }) => [extensions?.code, message].filter(Boolean).join(': ')).join('\n');
}
