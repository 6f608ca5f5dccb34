import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take longest, on a machine that has not run them before and knows their sizes alone. */
const LONGEST = [
  'test/oracle/plans-faults.test.ts',
  'test/attacks-availability.test.ts',
  'test/oracle/plans.test.ts',
  'test/reload/many-reloads.test.ts',
  'test/attacks-injection.test.ts',
  'test/lifecycle/stop.test.ts',
  'test/outages/deadlines.test.ts',
  'test/documents/commands.test.ts',
  'test/oracle/operations.test.ts',
  'test/lifecycle/ingestion.test.ts',
  'test/mcp/attacks.test.ts',
  'test/oracle/cms.test.ts',
  'test/attacks-canaries.test.ts',
  'test/cache/identities.test.ts',
  'test/start.test.ts',
  'subgraphs/analytics/client/replica.test.ts',
  'sandbox/analytics/index.test.ts',
  'subgraphs/analytics/tiles/archive/export.test.ts',
  'test/oracle/defer.test.ts',
  'test/documents/own-collections.test.ts',
  'doctor/doctor.test.ts',
  'test/oracle/crm.test.ts',
  'test/oracle/cms-foreign.test.ts',
  'test/attacks-secrets.test.ts',
  'test/observe-process.test.ts',
  'subgraphs/analytics/schema/series-figures.test.ts',
  'test/lifecycle/workers.test.ts',
  'test/subscriptions/bounds.test.ts',
  'test/oracle/crm-walks.test.ts',
  'bench/bench.test.ts',
  'test/reload/reload.test.ts',
  'test/client-readme.test.ts',
  'subgraphs/analytics/schema/where.test.ts',
  'test/remote-analytics.test.ts',
];

/** Begins the longest files first, so that the workers end together. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rankOf = ({ moduleId }: TestSpecification) => {
      const rank = LONGEST.findIndex((path) => moduleId.endsWith(`/${path}`));
      return rank < 0 ? LONGEST.length : rank;
    };
    return sorted.toSorted((one, other) => rankOf(one) - rankOf(other));
  }
}
