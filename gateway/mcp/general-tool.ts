import { z } from 'zod';
import type { Tool, ToolContext, ToolResult } from './tool.ts';

export interface GeneralTool<Arguments extends z.ZodObject> extends Pick<Tool, 'name' | 'description'> {
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
