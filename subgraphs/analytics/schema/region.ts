import { allLevels, type RegionLevel as Level, levels, type RegionColumn, type RegionRow } from '../dialect/levels.ts';
import { findRegions, lookupKey, type RegionLookup } from '../dialect/queries/regions.ts';
import { readsByDefault } from '../execution/plain-reads.ts';
import { batched } from './batched.ts';
import { bounds, checkLength } from './bounds.ts';
import { type AnalyticsContext, builder, nonNull, nullOnError } from './builder.ts';

export const RegionLevel = builder.enumType('RegionLevel', {
  description: 'The kinds of region in the United States and in Canada.',
  values: {
    REGION: { description: 'US: one of the 4 census regions.' },
    DIVISION: { description: 'US: one of the 9 census divisions.' },
    STATE: { description: 'US: a state, the District of Columbia or a territory.' },
    COUNTY: { description: 'US: a county, or the equivalent of one in some states.' },
    CBSA: { description: 'US: a core-based statistical area, metropolitan or micropolitan.' },
    PLACE: { description: 'US: a city, town or other census place.' },
    ZCTA: { description: 'US: a ZIP Code tabulation area.' },
    CONGRESSIONAL_DISTRICT: { description: 'US: a district that elects a member of the House of Representatives.' },
    PROVINCE: { description: 'Canada: a province or territory.' },
    ECONOMIC_REGION: { description: 'Canada: an economic region, a group of census divisions.' },
    CENSUS_DIVISION: { description: 'Canada: a census division: a county, a regional municipality or the like.' },
    CENSUS_SUBDIVISION: { description: 'Canada: a census subdivision: a municipality or the like.' },
    CMA: { description: 'Canada: a census metropolitan area or census agglomeration.' },
    FSA: { description: 'Canada: a forward sortation area: the first three characters of a postal code.' },
  } satisfies Record<Level, object>,
});

const Country = builder.enumType('Country', {
  description: 'A country, ISO 3166-1 alpha-2.',
  values: { US: { description: 'The United States.' }, CA: { description: 'Canada.' } },
});

const Language = builder.enumType('Language', {
  description: 'A language that regions have names in, ISO 639-1.',
  values: { EN: { description: 'English.' }, FR: { description: 'French: in Canada.' } },
});

const regionOf = batched(findRegions, lookupKey);

/** Finds the region with a code, at the first of the levels that has it. */
export function regionByCode(context: AnalyticsContext, code: string, among: RegionLookup['levels'] = allLevels) {
  return regionOf(context, {}).load({ code, levels: among });
}

/** Finds the region with a code, if there is one, that a region of a level is a part of. */
export function parentByCode(context: AnalyticsContext, code: string | null, level: Level) {
  return code === null ? null : regionByCode(context, code, levels[level].parents);
}

export const Region = builder.objectRef<RegionRow>('Region');

Region.implement({
  description: 'A part of a country, with a border. Series are about regions, and places are in regions.',
  fields: (t) => ({
    code: t.exposeString(
      'code',
      nonNull('Its code: country, dash and national id, "US-06037", "CA-35". Unique within its level.'),
    ),
    name: t.string({
      ...nonNull('Its name.'),
      args: {
        language: t.arg({
          type: Language,
          defaultValue: 'EN',
          description: 'The language, English if null; a region without a French name has its English one.',
        }),
      },
      extensions: readsByDefault,
      resolve: ({ name, nameFr }, { language }) => (language === 'FR' ? (nameFr ?? name) : name),
    }),
    nameFr: t.exposeString('nameFr', { description: 'Its name in French, in Canada.' }),
    level: t.expose('level', { type: RegionLevel, ...nonNull('What kind of region it is.') }),
    country: t.field({
      type: Country,
      ...nonNull('The country that it is a part of.'),
      resolve: ({ level }) => levels[level].country,
    }),
    parent: t.field({
      type: Region,
      description: "The region that it is a part of: a county's state.",
      resolve: ({ parentCode, level }, _args, context) => parentByCode(context, parentCode, level),
    }),
    landAreaKm2: t.exposeFloat('landAreaKm2', { description: 'Its land area in square kilometres, without water.' }),
  }),
});

/** Columns that fields of a region read; other fields read its level and code only. */
const COLUMNS: Readonly<Record<string, readonly RegionColumn[]>> = {
  ancestors: ['parentCode'],
  landAreaKm2: ['landAreaKm2'],
  name: ['name', 'nameFr'],
  nameFr: ['nameFr'],
  parent: ['parentCode'],
};

/** Returns the columns that the selected fields of regions need. */
export function columnsOf(fields: readonly string[]): ReadonlySet<RegionColumn> {
  return new Set(fields.flatMap((field) => COLUMNS[field] ?? []));
}

builder.queryFields((t) => ({
  region: t.field({
    type: Region,
    description:
      'The region with a code; null if there is none. If regions of several levels have the code, it is the larger kind of region: "US-06037" is a county, not a ZIP Code area.',
    args: { code: t.arg.string({ required: true, description: 'A region\'s code: "US-06", "CA-35".' }) },
    resolve: (_root, { code }, context) => regionByCode(context, code),
  }),
  regionsByCodes: t.field({
    type: [Region],
    nullable: { list: true, items: true },
    ...nullOnError('Lookup: the regions in the order of the codes, null for an unknown code. At most 1,000.'),
    args: { codes: t.arg.stringList({ required: true, description: 'Codes of regions, at most 1,000.' }) },
    resolve: (_root, { codes }, context) => {
      checkLength('codes', codes, bounds.lookup);
      return Promise.all(codes.map((code) => regionByCode(context, code)));
    },
  }),
}));
