import { lowerFirst, upperFirst } from '../common/words.ts';

/**
 * The names of Twenty's schema in the graph, which a deployment can change. Custom objects and fields need no entry:
 * the same rules name them.
 */
export interface TwentyNaming {
  /** Prefix of types (`Company` → `CrmCompany`) and, uncapitalized, of root fields (`companies` → `crmCompanies`). */
  readonly prefix?: string;
  /** Objects to omit from the graph, with all fields and arguments of their types: `['Attachment']`. */
  readonly omit?: readonly string[];
  /** Graph names of types and root fields, by Twenty's: `{ Opportunity: 'CrmDeal', opportunities: 'crmDeals' }`. */
  readonly rename?: Readonly<Record<string, string>>;
  /**
   * The child's column that has the parent's id: `{ 'Company.advisors': 'advisedCompanyId' }`. A connection needs it if
   * its child has several relations to the parent, and its name does not begin with the name of one. Without an entry,
   * the graph leaves it out.
   */
  readonly joinColumns?: Readonly<Record<string, string>>;
}

/** The suffixes of the types that Twenty generates for an object. */
const GENERATED_SUFFIX =
  /(Connection|Edge|GroupByConnection|(Create|Update|Filter|OrderBy|GroupBy|OrderByWithGroupBy|OrderByWithGroupByAggregate|Relation|Connect|WhereUnique)Input)$/;

/** Returns the graph's name of a type of Twenty. */
export function typeName(upstreamName: string, { prefix = 'Crm', rename }: TwentyNaming): string {
  return rename?.[upstreamName] ?? prefix + upstreamName;
}

/** Returns the graph's name of a root field of Twenty. */
export function rootFieldName(upstreamName: string, { prefix = 'Crm', rename }: TwentyNaming): string {
  return rename?.[upstreamName] ?? lowerFirst(prefix + upperFirst(upstreamName));
}

/** Returns the object's type for which Twenty generates a type: `Company` for `CompanyEdge`; itself for every other type. */
export const objectOfType = (upstreamName: string): string => upstreamName.replace(GENERATED_SUFFIX, '');

/** Whether a type of Twenty is an omitted object, or is generated for one. */
export function isOmitted(upstreamName: string, { omit = [] }: TwentyNaming): boolean {
  return omit.includes(objectOfType(upstreamName));
}
