import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take longest, on a machine that has not run them before and knows their sizes alone. */
const LONGEST = [
  'test/oracle/plans-faults.test.ts',
  'test/oracle/plans.test.ts',
  'test/oracle/operations.test.ts',
  'test/reload/many-reloads.test.ts',
  'test/oracle/cms-foreign.test.ts',
  'test/oracle/cms.test.ts',
  'test/oracle/crm.test.ts',
  'test/attacks-availability.test.ts',
  'test/oracle/cms-foreign-mutations.test.ts',
  'subgraphs/analytics/schema/where.test.ts',
  'test/documents/commands.test.ts',
  'test/documents/own-collections.test.ts',
  'test/start.test.ts',
  'doctor/doctor.test.ts',
  'test/reload/reload.test.ts',
];

/** Begins the longest files first, so that the workers end together. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rankOf = ({ moduleId }: TestSpecification) => {
      const rank = LONGEST.findIndex((path) => moduleId.endsWith(path));
      return rank < 0 ? LONGEST.length : rank;
    };
    return sorted.toSorted((one, other) => rankOf(one) - rankOf(other));
  }
}
