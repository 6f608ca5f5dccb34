import {
  buildSchema,
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isObjectType,
  isScalarType,
  printSchema,
  printType,
  validateSchema,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { lowerFirst } from '../../common/words.ts';
import { type ComposeTwentyOptions, committedTwentySchema, composeTwenty, lookupsOf } from './index.ts';

const schema = composeTwenty(committedTwentySchema()).schema;

/** All upstreams share these: no one of them says what they are. */
const ROOT_TYPES = ['Query.Query', 'Mutation.Mutation'];

describe('the schema of Twenty in the graph', () => {
  it('is valid', () => {
    expect(validateSchema(schema)).toEqual([]);
  });

  it('prefixes every type but the shared ones', () => {
    const names = Object.keys(schema.getTypeMap()).filter((name) => !name.startsWith('Crm') && !name.startsWith('__'));
    expect(names.toSorted()).toEqual([
      'Boolean',
      'DateTime',
      'Float',
      'Int',
      'JSON',
      'Mutation',
      'PageInfo',
      'Query',
      'String',
      'UUID',
    ]);
  });

  it('names root fields after the prefix, each nullable', () => {
    const fields = schema.getQueryType()?.getFields();
    expect(String(fields?.crmCompanies?.type)).toBe('CrmCompanyConnection');
    expect(String(fields?.crmCompaniesGroupBy?.type)).toBe('[CrmCompanyGroupByConnection!]');
    expect(fields?.crmCompany?.args.map(({ name }) => name)).toEqual(['id']);
    expect(String(fields?.crmCompany?.args[0]?.type)).toBe('UUID!');
    expect(String(schema.getMutationType()?.getFields().crmCreateCompany?.type)).toBe('CrmCompany');
  });

  it("shares Relay's PageInfo", () => {
    expect(printType(schema.getTypeMap().PageInfo as GraphQLNamedType).replaceAll(/\s*""".*"""/g, '')).toBe(
      '\ntype PageInfo {\n  hasNextPage: Boolean!\n  hasPreviousPage: Boolean!\n  startCursor: String\n  endCursor: String\n}',
    );
  });

  it('has a lookup by ids for each object', () => {
    expect(lookupsOf(schema)).toContain('crmCompaniesByIds');
    expect(lookupsOf(schema)).toHaveLength(9);
  });

  it('leaves search vectors and refused operators out', () => {
    const fields = Object.values(schema.getTypeMap()).flatMap((type) =>
      isObjectType(type) || isInputObjectType(type) ? Object.keys(type.getFields()) : [],
    );
    expect(fields.filter((name) => /searchvector|regex/i.test(name))).toEqual([]);
    const stage = schema.getType('CrmOpportunityStageEnumFilter');
    expect(isInputObjectType(stage) && Object.keys(stage.getFields())).toEqual(['eq', 'in', 'is', 'neq']);
  });

  it('finds the column behind each nested connection', () => {
    const columnsOf = (name: string) => {
      const type = schema.getType(name);
      const fields = isObjectType(type) ? Object.values(type.getFields()) : [];
      return Object.fromEntries(
        fields.flatMap(({ name, extensions: { twenty } }) =>
          twenty?.kind === 'children' ? [[name, `${twenty.root.name}.${twenty.column}`]] : [],
        ),
      );
    };
    expect(columnsOf('CrmCompany')).toEqual({
      attachments: 'attachments.targetCompanyId',
      noteTargets: 'noteTargets.targetCompanyId',
      opportunities: 'opportunities.companyId',
      people: 'people.companyId',
      taskTargets: 'taskTargets.targetCompanyId',
    });
    expect(columnsOf('CrmWorkspaceMember')).toEqual({
      accountOwnerForCompanies: 'companies.accountOwnerId',
      assignedTasks: 'tasks.assigneeId',
      ownedOpportunities: 'opportunities.ownerId',
    });
    expect(columnsOf('CrmPerson')).toMatchObject({ pointOfContactForOpportunities: 'opportunities.pointOfContactId' });
  });

  it('describes everything', () => {
    const silent = Object.values(schema.getTypeMap()).flatMap((type) => {
      if (type.name.startsWith('__') || isScalarType(type)) return [];
      const parts: { name: string; description?: string | null | undefined }[] = [type];
      if (isEnumType(type)) parts.push(...type.getValues());
      if (isInputObjectType(type)) parts.push(...Object.values(type.getFields()));
      if (isObjectType(type)) for (const field of Object.values(type.getFields())) parts.push(field, ...field.args);
      return parts.filter(({ description }) => !description).map(({ name }) => `${type.name}.${name}`);
    });
    expect(silent.filter((name) => !ROOT_TYPES.includes(name))).toEqual([]);
  });
});

describe('naming', () => {
  it('takes another prefix, other names, and leaves objects out', () => {
    const { schema: named } = composeTwenty(committedTwentySchema(), {
      naming: {
        prefix: 'Sales',
        omit: ['Note', 'Attachment'],
        rename: { Opportunity: 'Deal', opportunities: 'deals' },
      },
    });
    const fields = Object.keys(named.getQueryType()?.getFields() ?? {});
    expect(fields).toContain('salesCompanies');
    expect(fields).toContain('deals');
    expect(fields).toContain('dealsByIds');
    expect(fields).toContain('salesNoteTargets');
    expect(fields.filter((name) => /notes?($|GroupBy|ById)|attachment/i.test(name))).toEqual([]);
    expect(named.getType('SalesAttachment')).toBeUndefined();
    const target = named.getType('SalesNoteTarget');
    expect(isObjectType(target) && Object.keys(target.getFields())).not.toContain('note');
  });

  const custom = buildSchema(/* GraphQL */ `
    scalar BigFloat
    scalar Cursor
    type PageInfo { hasNextPage: Boolean! }
    type Vessel { id: ID! weight: BigFloat captain: Sailor captainId: ID cook: Sailor cookId: ID }
    type VesselEdge { cursor: Cursor! node: Vessel! }
    type VesselConnection { edges: [VesselEdge!]! pageInfo: PageInfo! totalCount: Int }
    type Sailor { id: ID! captainOfVessels(first: Int): VesselConnection sailedIn(first: Int): VesselConnection }
    type Query { vessels(first: Int): VesselConnection }
  `);

  it('needs nothing for custom objects', () => {
    const named = composeTwenty(custom).schema;
    expect(printType(named.getTypeMap().CrmVessel as GraphQLNamedType).replaceAll(/\s*""".*"""/g, '')).toBe(
      '\ntype CrmVessel {\n  id: UUID!\n  weight: Float\n  captain: CrmSailor\n  captainId: UUID\n  cook: CrmSailor\n  cookId: UUID\n}',
    );
  });

  const sailorOf = (options?: ComposeTwentyOptions) => {
    const { schema: composed, findings } = composeTwenty(custom, options);
    const sailor = composed.getType('CrmSailor');
    return { fields: isObjectType(sailor) ? Object.keys(sailor.getFields()) : [], findings };
  };

  it('leaves out a connection whose column nothing says, with what to do about it', () => {
    expect(sailorOf()).toEqual({
      fields: ['id', 'captainOfVessels'],
      findings: [
        {
          subject: 'Twenty Sailor.sailedIn',
          detail: expect.stringContaining('The connection is left out'),
          remedy: expect.stringContaining("joinColumns: { 'Sailor.sailedIn': '…Id' }"),
        },
      ],
    });
  });

  it.each([
    ['its metadata', { joinColumns: new Map([['Sailor.sailedIn', 'cookId']]) }],
    ['the naming', { naming: { joinColumns: { 'Sailor.sailedIn': 'cookId' } } }],
  ])('has such a connection where %s says its column', (_what, options) => {
    expect(sailorOf(options)).toEqual({ fields: ['id', 'captainOfVessels', 'sailedIn'], findings: [] });
  });

  it.each([
    ['CompanyEdge', 'Edge'],
    ['PersonConnection', 'Connection'],
    ['CompanyGroupByConnection', 'GroupByConnection'],
  ])('names an object %s that replaces a generated type, with what to do about it', (name, suffix) => {
    const object = `type ${name} { id: ID! name: String }`;
    const replaced = printSchema(committedTwentySchema()).replace(new RegExp(`^type ${name} \\{[^}]*\\}`, 'm'), object);
    const own = `
      type ${name}Edge { node: ${name}! cursor: String! }
      type ${name}Connection { edges: [${name}Edge!]! }
      extend type Query { odd(first: Int): ${name}Connection }`;
    expect(composeTwenty(buildSchema(replaced + own)).findings).toContainEqual({
      subject: `Twenty ${lowerFirst(name)}`,
      detail: expect.stringContaining(`replaces ${name}`),
      remedy: `Rename the object in Twenty, by its singular API name, so that it does not end in ${suffix}.`,
    });
  });

  it('describes fields with the names of members that every object has', () => {
    const odd = printSchema(committedTwentySchema()).replace(
      /^(type Company|input Company(Create|Filter)Input) \{/gm,
      '$& constructor: String',
    );
    const { schema: composed } = composeTwenty(buildSchema(odd));
    expect(printSchema(composed).match(/"(Constructor\.|On `constructor`\.)"/g)).toHaveLength(3);
  });
});
