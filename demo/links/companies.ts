import { analytics, link, locatedLink } from 'chronos-graph/config';
import { ADDRESS, type Address, placeOf } from './keys.ts';

/** The region of a company: by its coordinates if it has them, else by its state's or province's name. */
export const companyRegion = link<{ address: Address | null }, { level: string }>({
  on: 'CrmCompany',
  field: 'region("The level of the region to find." level: RegionLevel! = COUNTY): Region',
  description:
    'The region of a level that contains the company: found by the point of its address or, if that finds none, by the name ' +
    'of its state or province, which finds only regions of the levels STATE and PROVINCE.',
  needs: `{ ${ADDRESS} }`,
  lookup: analytics.regionsAt,
  key: (company) => placeOf(company.address),
  lookupArgs: ({ level }) => ({ level }),
});

interface Area {
  readonly code: string;
  readonly name: string;
  readonly level: string;
  readonly boundingBox: readonly [west: number, south: number, east: number, north: number] | null;
}

/** The companies in a region. */
export const regionCompanies = locatedLink<Area, { address: Address | null }, { code: string }>({
  on: 'Region',
  field: 'companies: CompaniesInRegion @semanticNonNull',
  description: 'The companies in the region.',
  list: { type: 'CompaniesInRegion', node: 'CrmCompany', description: 'The companies in a region.' },
  needs: '{ code name level boundingBox }',
  search: {
    upstream: 'twenty',
    field: 'crmCompanies',
    args: (areas) => ({ filter: { or: areas.flatMap(candidatesIn) }, orderBy: [{ id: 'AscNullsFirst' }] }),
    bound: 1_000,
    needs: `{ ${ADDRESS} }`,
  },
  locate: {
    lookup: analytics.regionsAt,
    key: (company) => placeOf(company.address),
    lookupArgs: ({ level }) => ({ level }),
    select: '{ code }',
    belongs: (found, area) => found.code === area.code,
  },
});

/** Returns filters of the CRM: coordinates within the area's box, or a state with the area's name. */
function candidatesIn({ name, boundingBox }: Area): Record<string, unknown>[] {
  const byName = { address: { addressState: { eq: name } } };
  return boundingBox ? [...boxFilters(boundingBox), byName] : [byName];
}

/** Returns one filter for a box, or two across the antimeridian, where west exceeds east (RFC 7946, section 5.2). */
function boxFilters([west, south, east, north]: NonNullable<Area['boundingBox']>): Record<string, unknown>[] {
  const within = (lng: Record<string, number>[]) => ({
    and: [
      ...[{ gte: south }, { lte: north }].map((addressLat) => ({ address: { addressLat } })),
      ...lng.map((addressLng) => ({ address: { addressLng } })),
    ],
  });
  return west <= east ? [within([{ gte: west }, { lte: east }])] : [within([{ gte: west }]), within([{ lte: east }])];
}
