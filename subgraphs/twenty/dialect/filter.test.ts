import { coerceInputValue, extendSchema, type GraphQLInputObjectType, isInputObjectType, parse } from 'graphql';
import { expect, it } from 'vitest';
import { committedTwentySchema, composeTwenty } from '../schema/index.ts';
import { type Condition, NO_RECORD, rewriteFilter } from './filter.ts';

const schema = composeTwenty(committedTwentySchema()).schema;
const id = 'c0000000-0000-4000-8000-000000000001';
const version7 = '01890a5d-ac96-774b-bcce-b302099a8057';

function rewrite(filter: unknown, typeName = 'CrmCompanyFilterInput', of = schema): Condition {
  const type = of.getType(typeName);
  if (!isInputObjectType(type)) throw new TypeError(`${typeName} is no input type.`);
  return rewriteFilter(type satisfies GraphQLInputObjectType, coerceInputValue(filter, type));
}

it.each<[what: string, filter: unknown, rewritten: Condition]>([
  ['one clause stays as it is', { name: { eq: 'A' } }, { name: { eq: 'A' } }],
  [
    'clauses on different fields are a list',
    { name: { is: 'NULL' }, position: { gt: 1 } },
    { and: [{ name: { is: 'NULL' } }, { position: { gt: 1 } }] },
  ],
  [
    'several operators are split',
    { position: { gte: 1, lte: 2 } },
    { and: [{ position: { gte: 1 } }, { position: { lte: 2 } }] },
  ],
  [
    'parts of a composite are split',
    { address: { addressCity: { eq: 'A' }, addressState: { eq: 'B' } } },
    { and: [{ address: { addressCity: { eq: 'A' } } }, { address: { addressState: { eq: 'B' } } }] },
  ],
  ['a null in or drops out', { or: [null, { name: { eq: 'A' } }] }, { name: { eq: 'A' } }],
  ['what is null is no condition', { name: null, position: { gt: null }, id: { in: null }, and: [null, {}] }, true],
  ['an empty list matches nothing', { name: { eq: 'A' }, id: { in: [] } }, false],
  ['not an empty list is no condition', { not: { id: { in: [] } } }, true],
  [
    'an empty list next to another condition in or drops out',
    { or: [{ id: { in: [] } }, { name: { eq: 'A' } }] },
    { name: { eq: 'A' } },
  ],
  ['no condition in or is no condition', { or: [{}, { name: { eq: 'A' } }] }, true],
  ['an empty or matches nothing', { or: [] }, false],
  ['nulls in a list are dropped', { id: { in: [null, id] } }, { id: { in: [id] } }],
  ['ids that no record has match nothing', { id: { eq: version7 } }, false],
  ['what has an id has another than one that no record has', { id: { neq: version7 } }, { id: { neq: NO_RECORD } }],
  ['not an id that no record has needs an id', { not: { id: { eq: version7 } } }, { not: { id: { eq: NO_RECORD } } }],
  ['not ids that no record has needs an id', { not: { id: { in: [version7] } } }, { not: { id: { in: [NO_RECORD] } } }],
  [
    'ids are compared with the nearest that a record can have',
    { id: { gt: version7 } },
    { id: { gt: '01890a5d-ac96-5fff-bfff-ffffffffffff' } },
  ],
  ['"" in a list is an absent text', { name: { in: [''] } }, { name: { eq: '' } }],
  ['"" in a longer list too', { name: { in: ['A', ''] } }, { or: [{ name: { in: ['A'] } }, { name: { eq: '' } }] }],
  ['ids that no record has drop out of a list', { id: { in: [version7, id.toUpperCase()] } }, { id: { in: [id] } }],
  ['not is kept', { not: { name: { eq: 'A' } } }, { not: { name: { eq: 'A' } } }],
  [
    'conditions on a relation keep to it one by one',
    { accountOwner: { or: [{ userEmail: { eq: 'a' } }, { locale: { eq: 'b' } }] } },
    { or: [{ accountOwner: { userEmail: { eq: 'a' } } }, { accountOwner: { locale: { eq: 'b' } } }] },
  ],
  [
    'moments are written as RFC 3339',
    { createdAt: { gt: '2025-01-01T00:00:00Z' } },
    { createdAt: { gt: '2025-01-01T00:00:00.000Z' } },
  ],
])('%s', (_, filter, rewritten) => {
  expect(JSON.parse(JSON.stringify(rewrite(filter)))).toEqual(rewritten);
});

it('treats an empty list of choices alike, for a field that has several of them', () => {
  const upstream = extendSchema(
    committedTwentySchema(),
    parse('extend type Opportunity { pastStages: [OpportunityStageEnum] }'),
  );
  const filter = { stage: { containsAny: [] } };
  expect(rewrite(filter, 'CrmOpportunityFilterInput', composeTwenty(upstream).schema)).toBe(false);
});
