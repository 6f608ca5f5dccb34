import {
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  printType,
} from 'graphql';
import { z } from 'zod';
import { generalTool, nearest, type ToolResult } from './tool.ts';

/** Length of a description, in characters: by default about 1,000 tokens. */
const CHARACTERS = { default: 4_000, most: 40_000 };

/** The tool that describes a type, so that a client can write a query. */
export const describeTool = generalTool({
  name: 'describe',
  description:
    'Describes a type of the graph ("Query", "Series") or one of its fields ("Query.regions"), to write a query for `run`.',
  args: z.strictObject({
    name: z.string().max(200).describe('"Query", "Series", "Query.regions".'),
    characters: z.int().min(200).max(CHARACTERS.most).default(CHARACTERS.default).describe('How long the text may be.'),
  }),
  async call({ name, characters }, { schema }): Promise<ToolResult> {
    const [typeName = '', fieldName] = name.split('.');
    const type = schema.getType(typeName);
    if (!type) {
      const roots = Object.keys(schema.getQueryType()?.getFields() ?? {}).map((field) => `Query.${field}`);
      const isRoot = roots.includes(`Query.${typeName}`);
      const near = isRoot ? ` Nearest: Query.${typeName}.` : nearest(typeName, Object.keys(schema.getTypeMap()));
      return { refused: `There is no type "${typeName}".${near}` };
    }
    if (fieldName === undefined) return { found: { text: textOf(type, characters) } };
    const text = fieldText(type, fieldName);
    if (text !== undefined) return { found: { text: text.slice(0, characters) } };
    return { refused: `${typeName} has no field "${fieldName}".${nearest(fieldName, fieldNames(type))}` };
  },
});

/** Prints a type; if too long, without descriptions; if still too long, its beginning and the names of fields. */
function textOf(type: GraphQLNamedType, characters: number): string {
  const whole = printType(type);
  if (whole.length <= characters) return whole;
  const brief = whole.replaceAll(/ *"""[\s\S]*?"""\n/g, '').replaceAll(/\n{2,}/g, '\n');
  if (brief.length <= characters) return brief;
  const names = fieldNames(type).join(' ');
  const text = `${brief.slice(0, characters / 2)}\n# Cut. Its fields, each of which \`describe\` describes as "${type.name}.<field>":\n# ${names}`;
  return text.slice(0, characters);
}

function fieldText(type: GraphQLNamedType, name: string): string | undefined {
  if (!isObjectType(type) && !isInterfaceType(type)) return undefined;
  const field = type.getFields()[name];
  if (!field) return undefined;
  const args = field.args.map((arg) => `  ${arg.name}: ${arg.type}  # ${arg.description ?? ''}`);
  const list = args.length > 0 ? `(\n${args.join('\n')}\n)` : '';
  return `# ${field.description ?? ''}\n${name}${list}: ${field.type}`;
}

function fieldNames(type: GraphQLNamedType): readonly string[] {
  if (isEnumType(type)) return type.getValues().map(({ name }) => name);
  return isObjectType(type) || isInterfaceType(type) || isInputObjectType(type) ? Object.keys(type.getFields()) : [];
}
