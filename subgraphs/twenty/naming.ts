import { lowerFirst, upperFirst } from '../words.ts';

/**
 * How Twenty's schema is named in the graph, for a deployment to change. Custom objects and fields need nothing here: they are
 * named by the same rules as Twenty's own.
 */
export interface TwentyNaming {
  /** Put before every type (`Company` → `CrmCompany`) and, uncapitalised, every root field (`companies` → `crmCompanies`). */
  readonly prefix?: string;
  /** Objects that are not in the graph, nor any field and argument that mentions them: `['Attachment']`. */
  readonly omit?: readonly string[];
  /** Names of types and root fields, Twenty's name → the graph's: `{ Opportunity: 'CrmDeal', opportunities: 'crmDeals' }`. */
  readonly rename?: Readonly<Record<string, string>>;
  /**
   * The child's column that has the parent's id, for a connection whose child has several relations to the parent and whose name
   * does not begin with one of theirs: `{ 'Company.advisors': 'advisedCompanyId' }`. Such a connection is not in the graph until
   * it is named here.
   */
  readonly joinColumns?: Readonly<Record<string, string>>;
}

/** The suffixes of the types that Twenty generates for an object. */
const GENERATED_SUFFIX =
  /(Connection|Edge|GroupByConnection|(Create|Update|Filter|OrderBy|GroupBy|OrderByWithGroupBy|OrderByWithGroupByAggregate|Relation|Connect|WhereUnique)Input)$/;

/** Returns the graph's name of a type of Twenty's. */
export function typeName(upstreamName: string, { prefix = 'Crm', rename }: TwentyNaming): string {
  return rename?.[upstreamName] ?? prefix + upstreamName;
}

/** Returns the graph's name of a root field of Twenty's. */
export function rootFieldName(upstreamName: string, { prefix = 'Crm', rename }: TwentyNaming): string {
  return rename?.[upstreamName] ?? lowerFirst(prefix + upperFirst(upstreamName));
}

/** Whether a type of Twenty's is an omitted object, or belongs to one. */
export function isOmitted(upstreamName: string, { omit = [] }: TwentyNaming): boolean {
  return omit.includes(upstreamName.replace(GENERATED_SUFFIX, ''));
}
