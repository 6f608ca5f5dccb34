import {
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isNonNullType,
  isObjectType,
  printSchema,
} from 'graphql';
import { expect, test } from 'vitest';
import { analyticsSchema } from './index.ts';

test('the committed schema.graphql is what the code says (vitest -u rewrites it)', async () => {
  await expect(`${printSchema(analyticsSchema())}\n`).toMatchFileSnapshot('../schema.graphql');
});

test('every type, field, argument and enum value says what it means', () => {
  const ours = Object.values(analyticsSchema().getTypeMap()).filter(({ name }) => !name.startsWith('__'));
  const builtIn = new Set(['Boolean', 'Float', 'ID', 'Int', 'String']);
  const silent = ours.filter(({ name }) => !builtIn.has(name)).flatMap(undescribed);
  expect(silent).toEqual([]);
});

test('a root field that fails costs itself alone', () => {
  const fields = Object.values(analyticsSchema().getQueryType()?.getFields() ?? {});
  expect(fields.filter(({ type }) => isNonNullType(type))).toEqual([]);
  expect(fields).toHaveLength(19);
});

function undescribed(type: GraphQLNamedType): string[] {
  const parts: { path: string; description?: string | null | undefined }[] = [{ ...type, path: type.name }];
  if (isEnumType(type)) {
    parts.push(...type.getValues().map((value) => ({ ...value, path: `${type.name}.${value.name}` })));
  }
  if (isObjectType(type) || isInputObjectType(type)) {
    parts.push(...Object.values(type.getFields()).map((field) => ({ ...field, path: `${type.name}.${field.name}` })));
  }
  if (isObjectType(type)) {
    for (const field of Object.values(type.getFields())) {
      parts.push(...field.args.map((arg) => ({ ...arg, path: `${type.name}.${field.name}(${arg.name}:)` })));
    }
  }
  return parts.filter(({ description }) => !description).map(({ path }) => path);
}
