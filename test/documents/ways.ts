/** How a command that a document shows is known to work. */
export type Way =
  /** It is run in a copy of the repository, to its end, and prints something that matches. */
  | { readonly prints: RegExp; readonly as?: string; readonly settings?: (places: Places) => Settings }
  /** It is run there, serves until it is stopped, and has printed by then where. */
  | { readonly serves: RegExp; readonly settings?: (places: Places) => Settings }
  /** It is sent to a gateway of the test. */
  | { readonly sent: RegExp }
  /** It is run elsewhere, or what it comes to: the file that does so holds a text. Why not here, where that is not plain. */
  | { readonly by: string; readonly holding: string; readonly why: string };

export type Settings = Readonly<Record<string, string>>;

/** What commands are given to work on. */
export interface Places {
  /** The analytics database, to read. */
  readonly databaseUrl: string;
  /** One without a row, to write. */
  readonly emptyDatabaseUrl: string;
}

const readsSandbox = ({ databaseUrl }: Places) => ({ CHRONOS_SANDBOX: 'true', PORT: '0', DATABASE_URL: databaseUrl });
const writesKeys = ({ emptyDatabaseUrl }: Places) => ({ MIGRATOR_DATABASE_URL: emptyDatabaseUrl });

const CI = '.ci/run';
const WHOLE_CI = 'It is a part of CI itself.';
const MINUTES = 'It takes minutes: here that it takes these words.';
const PACKAGES = 'It takes packages from a registry: in test:live.';

/** Every command of the documents, as it stands there. A new one belongs here, or the test fails. */
export const WAYS: Readonly<Record<string, Way>> = {
  'npm ci': { by: CI, holding: 'npm ci', why: WHOLE_CI },
  'npm run check': { by: CI, holding: 'step npm run check', why: WHOLE_CI },
  'npm test': { by: CI, holding: 'tests test\n', why: WHOLE_CI },
  'npm run test:live': { by: CI, holding: 'tests test:live', why: WHOLE_CI },
  'npm run test:browser': { by: CI, holding: 'tests test:browser', why: WHOLE_CI },
  'npm test -- test/links.test.ts': { by: 'test/links.test.ts', holding: 'test(', why: WHOLE_CI },
  'ORACLE_RUNS=20000 npm test -- test/oracle': {
    by: 'test/oracle/agreement.ts',
    holding: 'process.env.ORACLE_RUNS',
    why: WHOLE_CI,
  },
  'RELOADS=200 npm test -- test/reload': { by: CI, holding: 'export RELOADS=200', why: WHOLE_CI },

  'npm start': { by: 'test/start.test.ts', holding: "spawn('npm', ['start']", why: 'Over the signals that end it.' },
  'npm run analytics': { serves: /GraphiQL at http/, settings: readsSandbox },
  'npm run doctor': { prints: /analytics/i, settings: readsSandbox },
  'npm run keys': { prints: /create.*list.*revoke.*rotate/s, as: 'npm run keys -- --help' },
  'npm run keys -- create': { prints: /--owner/, as: 'npm run keys -- create --help' },
  'npm run keys -- create --owner "ACME"': { prints: /chr_[0-9a-f]{16}_/, settings: writesKeys },
  'npm run refresh:tiles': { prints: /Tiles are made from borders/, settings: writesKeys },
  'npm run export:tiles': { prints: /Writes a whole map as one archive/, as: 'npm run export:tiles -- --help' },
  'npm run export:tiles -- "/tiles/county.json?indicator=UNEMPLOYMENT_RATE" county.pmtiles': {
    prints: /county\.pmtiles: \d+ tiles, \d+ of them different/,
    as: 'npm run export:tiles -- --max-zoom 3 "/tiles/county.json?indicator=UNEMPLOYMENT_RATE" county.pmtiles',
    settings: readsSandbox,
  },
  'npm run example:maplibre': {
    by: 'test/browser/maplibre.test.ts',
    holding: "args: ['run', 'example:maplibre']",
    why: 'In test:browser.',
  },
  'CORS_ORIGINS=http://127.0.0.1:4100 npm start': {
    by: 'test/browser/maplibre.test.ts',
    holding: 'corsOrigins: [origin]',
    why: 'In test:browser.',
  },
  'npm run schema': { prints: /^> node .*gateway\/schema\.ts$/m },
  'npm run schema -- --upstreams': { prints: /Directus is the sandbox's/, settings: readsSandbox },
  'npm run schema:diff': { prints: /This is not a git checkout/ },
  'npm run codegen': { prints: /Generate outputs/i },
  'npm run build:client': { prints: /tsc --project/ },
  'npm pack ./client --pack-destination /tmp': {
    by: 'test/live/client-package.test.ts',
    holding: "['pack', '--pack-destination', folder,",
    why: PACKAGES,
  },
  'npm install /tmp/chronos-graph-client-0.1.0.tgz': {
    by: 'test/live/client-package.test.ts',
    holding: "['install', ...INSTALL, tarball]",
    why: PACKAGES,
  },
  'pip install ./client/python': {
    by: 'test/live/python-client.test.ts',
    holding: "await cp(join(ROOT, 'client/python'), folder",
    why: 'It takes pandas from a registry: in test:live, from Debian.',
  },
  'PYTHONPATH=client/python CHRONOS_URL=http://127.0.0.1:4000/graphql CHRONOS_KEY=chr_… python3 client/python/tests/test_client.py':
    { by: 'test/live/python-client.test.ts', holding: "python('tests/test_client.py')", why: PACKAGES },
  'CHRONOS_KEY=chr_… python3 examples/python/counties.py': {
    by: 'test/live/python-client.test.ts',
    holding: "python('examples/counties.py')",
    why: PACKAGES,
  },
  'cp .env.example .env': { prints: /^$/, as: 'cp .env.example .env && rm .env' },
  'npm run migration': { by: 'test/live/commands.test.ts', holding: 'npm run migration', why: PACKAGES },
  'npm run migration -- --name <what changes>': {
    by: 'test/live/commands.test.ts',
    holding: "'--name nothing'",
    why: PACKAGES,
  },
  'curl -X POST -H "Authorization: Bearer …" -H "x-chronos-csrf: 1" https://graph.example/admin/reload': {
    sent: /"outcome":"swapped"/,
  },

  'CACHE=on EDGE_PURGE_URL=http://127.0.0.1:8787/purge EDGE_PURGE_TOKEN=the-token-of-purges npm start': {
    by: 'test/live/edge.test.ts',
    holding: 'EDGE_PURGE_TOKEN: TOKEN',
    why: PACKAGES,
  },
  'npm run example:edge': { by: 'test/live/edge.ts', holding: "args: ['run', 'example:edge']", why: PACKAGES },
  'PURGE_TOKEN=the-token-of-purges npm run example:edge': {
    by: 'test/live/edge.ts',
    holding: "args: ['run', 'example:edge']",
    why: PACKAGES,
  },
  'curl -X POST "$EDGE_PURGE_URL" -H "Authorization: Bearer $EDGE_PURGE_TOKEN" -H "content-type: application/json" -d \'{"tags": ["graph"]}\'':
    { by: 'test/live/edge.test.ts', holding: "purge(['graph'])", why: PACKAGES },
  'curl "https://graph.example/data/choropleth.csv?indicator=UNEMPLOYMENT_RATE&level=COUNTY"': {
    sent: /^code,name,value,class\nUS-01001,Autauga,9.7,\d\n/,
  },
  'curl -C - -O -H "Authorization: Bearer …" "https://graph.example/data/observations.csv?source=BLS&from=2015-01-01"':
    {
      sent: /^series,time,value\n/,
    },
  'curl -H "Authorization: Bearer …" "https://graph.example/data/panel.ndjson?indicator=UNEMPLOYMENT_RATE&level=COUNTY&parent=US-06&from=2009-01-01&bucket=YEAR"':
    { sent: /^\{"code":"US-06001","name":"Alameda","time":"2009-01-01T00:00:00.000Z","value":11.3\}\n/ },
  'curl -H "Authorization: Bearer …" "https://graph.example/data/observations.csv?source=BLS&frequency=MONTHLY&from=2015-01-01"':
    { sent: /^series,time,value\nBLS:CES0000000001,2015-01-01T00:00:00.000Z,\d+\n/ },

  'npm run backup:verify': { prints: /--hold/, as: 'npm run backup:verify -- --help' },
  'npm run bench': { prints: /--quick/, as: 'npm run bench -- --help' },
  'npm run bench -- --quick': { prints: /--quick/, as: 'npm run bench -- --quick --help' },
  'npm run bench -- --only bff,chronos': { prints: /--only/, as: 'npm run bench -- --only bff,chronos --help' },
  'npm run bench -- views': { prints: /five views/, as: 'npm run bench -- views --help' },
  'npm run bench -- cached': { prints: /from the cache/, as: 'npm run bench -- cached --help' },
  'npm run bench -- filters': { prints: /--requests/, as: 'npm run bench -- filters --help' },
  'npm run bench -- defer': { prints: /--requests/, as: 'npm run bench -- defer --help' },
  'npm run bench -- growth': { prints: /--generations/, as: 'npm run bench -- growth --help' },
  'npm run profile': { prints: /--view/, as: 'npm run profile -- --help' },
  'npm run profile -- --write': { prints: /--write/, as: 'npm run profile -- --help' },
  'npm run soak': { prints: /--minutes/, as: 'npm run soak -- --help' },
  'npm run soak -- --write': { prints: /--write/, as: 'npm run soak -- --help' },
  'npm run bench:cost': { by: 'bench/cost/main.ts', holding: 'costReport(', why: MINUTES },
  'npm run attack': { prints: /--seconds/, as: 'npm run attack -- --help' },
  'npm run bench:contention': { by: 'bench/contention/main.ts', holding: 'startShared(say, settings)', why: MINUTES },
  'npm run bench:data': { by: 'bench/data/main.ts', holding: 'await startPostgres()', why: MINUTES },
  'node bench/data/simulate.ts': { prints: /\| 10,000 \| 4\.90 \| 45\.00 \|/ },
  'npm run bench:analytics': { by: 'bench/analytics/main.ts', holding: 'await startPostgres()', why: MINUTES },

  'npm run lighthouse': { by: 'test/lighthouse/lighthouse.test.ts', holding: 'await lighthouse(', why: MINUTES },
  'npm run web': { by: 'test/browser/setup.ts', holding: "await npm('run', 'build')", why: 'In test:browser.' },
  'node examples/node/report.js': {
    by: 'test/examples.test.ts',
    holding: "['examples/node/report.js']",
    why: 'Over a gateway.',
  },
  'npm run example:urql': { by: 'test/browser/examples.test.ts', holding: "'urql'", why: 'In test:browser.' },
  'npm run example:apollo': { by: 'test/browser/examples.test.ts', holding: "'apollo'", why: 'In test:browser.' },
  'CORS_ORIGINS=http://127.0.0.1:8081,http://127.0.0.1:8082,http://127.0.0.1:4100 npm start': {
    by: 'test/browser/examples.test.ts',
    holding: 'corsOrigins',
    why: 'Over a gateway with this setting.',
  },
  'npm run build:graphiql': { by: 'test/live/commands.test.ts', holding: 'build:graphiql', why: PACKAGES },
  'npm start | npx pino-pretty --messageKey message': {
    by: 'test/live/commands.test.ts',
    holding: "'pino-pretty'",
    why: PACKAGES,
  },
  'npm install @chronos-graph/client': { by: 'test/live/client-package.test.ts', holding: "'install'", why: PACKAGES },
  'npm install --save-dev @graphql-codegen/cli @graphql-codegen/client-preset @graphql-typed-document-node/core graphql graphql-sock':
    { by: 'test/consumer/package.json', holding: 'graphql-sock', why: PACKAGES },
  'npx semantic-to-strict -i node_modules/@chronos-graph/client/schema.graphql -o schema.strict.graphql': {
    by: 'test/live/client-package.test.ts',
    holding: "bin('semantic-to-strict')",
    why: PACKAGES,
  },
  'npx graphql-codegen': { by: 'test/client-readme.test.ts', holding: '[CODEGEN]', why: 'In a project of its own.' },
  'deploy/rollout/rollout.sh ghcr.io/acme/chronos-graph@sha256:…': {
    by: 'test/live/rollout.test.ts',
    holding: "await rollout('two')",
    why: 'It needs a balancer: in test:live.',
  },
  'deploy/rollout/rollout.sh --back': {
    by: 'test/live/rollout.test.ts',
    holding: "await rollout('--back')",
    why: 'It needs a balancer: in test:live.',
  },
  'npm run assets:move': {
    by: 'test/live/assets.test.ts',
    holding: 'deploy/move-assets.ts',
    why: 'It needs a real Directus.',
  },
  'npm run assets:move -- --help': { prints: /STORAGE_R2_ENDPOINT/ },
  'npm run provision': { by: 'test/live/setup.ts', holding: 'provisionDirectus({', why: 'It needs a real Directus.' },
  'node content-model/provision.ts': {
    prints: /--no-rows/,
    as: 'node content-model/provision.ts --help',
  },
};

/** Programs that no test has, and words that stand for others, each with the test of what they are given. */
export const OF_OTHERS: readonly { readonly begins: string; readonly by: string; readonly holding: string }[] = [
  { begins: 'npm run keys -- rotate <id>', by: 'gateway/keys.test.ts', holding: "['rotate', id" },
  { begins: 'npm run keys -- revoke <id>', by: 'gateway/keys.test.ts', holding: "['revoke', next]" },
  { begins: 'kubectl ', by: 'test/kubernetes-files.test.ts', holding: 'kustomization' },
  { begins: 'docker build ', by: 'test/kubernetes-files.test.ts', holding: 'Dockerfile' },
  { begins: 'cat sandbox/analytics/sql/', by: 'test/live/own-analytics.test.ts', holding: "lineOf('cat ')" },
  {
    begins: 'psql --username=postgres --dbname=chronos --set=ON_ERROR_STOP=1 < deploy/database/limits.sql',
    by: 'test/live/roles.test.ts',
    holding: "read('../../deploy/database/limits.sql')",
  },
  {
    begins: 'psql --username=postgres --dbname=chronos --set=ON_ERROR_STOP=1 --single-transaction < deploy/database/',
    by: 'test/live/database-page.test.ts',
    holding: 'exec(page)',
  },
  {
    begins: 'psql ',
    by: 'test/live/own-analytics.test.ts',
    holding: "lineOf('docker compose exec -T database psql ')",
  },
  { begins: 'systemd-run ', by: 'test/deployment-files.test.ts', holding: "'systemd-run '" },
  { begins: 'docker tag ', by: 'test/deployment-files.test.ts', holding: "'docker tag '" },
  { begins: 'systemctl ', by: 'test/deployment-files.test.ts', holding: 'systemd' },
  { begins: 'openssl rand ', by: 'test/live/backup-machine.ts', holding: 'RESTIC_PASSWORD' },
  {
    begins: 'set -a; . /etc/chronos-graph-backup.env; restic init',
    by: 'test/live/backup.test.ts',
    holding: "'restic init'",
  },
  {
    begins: 'set -a; . /etc/chronos-graph-backup.env; deploy/backup/restore.sh',
    by: 'test/live/backup.test.ts',
    holding: "'deploy/backup/restore.sh'",
  },
  { begins: 'docker exec backup-scratch psql ', by: 'test/live/backup.test.ts', holding: "'COPY cms_tags TO STDOUT'" },
  { begins: 'pgbackrest check', by: 'test/live/backup.test.ts', holding: 'pgbackrest check' },
];
