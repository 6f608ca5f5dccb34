import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { EnvironmentVariables } from '../gateway/config/environment.ts';
import { readConfig } from '../gateway/config.ts';
import { CLOSING_MS } from '../gateway/run/stop.ts';
import { startGateway, type TestGateway } from './gateway.ts';

const FOLDER = new URL('../deploy/kubernetes/', import.meta.url);
const KUSTOMIZATION = 'kustomization.yaml';

const read = async (file: string) => parse(await readFile(new URL(file, FOLDER), 'utf8'));
const files = (await readdir(FOLDER, { recursive: true })).filter((file) => file.endsWith('.yaml')).sort();
const manifests = files.filter((file) => file !== KUSTOMIZATION);

test.each(manifests)('%s is of the namespace', async (file) => {
  const { metadata } = await read(file);
  expect(metadata.namespace ?? metadata.name).toBe('chronos-graph');
});

test('what is applied together is all but the example and the jobs', async () => {
  const { resources, images, namespace } = await read(KUSTOMIZATION);
  expect([...resources].sort()).toEqual(manifests.filter((file) => !/example|jobs/.test(file)));
  const { spec } = await read('deployment.yaml');
  expect([namespace, images[0].name]).toEqual(['chronos-graph', spec.template.spec.containers[0].image]);
  for (const file of manifests.filter((name) => name.startsWith('jobs/'))) {
    const [{ image, command, env }] = (await read(file)).spec.template.spec.containers;
    expect(image).toBe(`${images[0].newName}:${images[0].newTag}`);
    expect(existsSync(new URL(`../${command[1]}`, import.meta.url))).toBe(true);
    const { metadata, stringData } = await read('migrator-secret.example.yaml');
    for (const { name, valueFrom } of env)
      expect([name, metadata.name, stringData]).toEqual([
        valueFrom.secretKeyRef.key,
        valueFrom.secretKeyRef.name,
        { [name]: expect.any(String) },
      ]);
  }
});

test('its settings are settings, with which the gateway starts once its secrets are replaced', async () => {
  const [{ data }, { stringData }] = await Promise.all([read('configmap.yaml'), read('secret.example.yaml')]);
  const settings = { ...data, ...stringData };
  expect(Object.keys(settings).filter((name) => !(name in EnvironmentVariables.shape))).toEqual([]);
  expect(Object.keys(data).filter((name) => name in stringData)).toEqual([]);
  const start = (secrets: Readonly<Record<string, string>>) =>
    readConfig({ NODE_ENV: 'production', ...data, ...secrets });
  expect(() => start(stringData)).toThrow('TWENTY_API_KEY contains "replace-me" from the example: set your own value.');
  const replaced = Object.entries<string>(stringData).map(([name, value]) => [
    name,
    value.replace('replace-me', 'mine'),
  ]);
  expect(start(Object.fromEntries(replaced))).toMatchObject({ cms: { sandbox: false } });
});

describe('the Deployment', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway();
  });
  afterAll(() => gateway.close());

  test('asks for paths that are answered, on the ports that are listened on', async () => {
    const { spec } = await read('deployment.yaml');
    const { data } = await read('configmap.yaml');
    const [{ ports, startupProbe, livenessProbe, readinessProbe }] = spec.template.spec.containers;
    expect(ports).toEqual([
      { name: 'http', containerPort: Number(data.PORT) },
      { name: 'metrics', containerPort: Number(data.METRICS_PORT) },
    ]);
    expect(spec.template.metadata.annotations['prometheus.io/port']).toBe(data.METRICS_PORT);
    for (const { httpGet } of [startupProbe, livenessProbe, readinessProbe]) {
      expect(httpGet.port).toBe('http');
      expect((await gateway.fetch(`http://gateway${httpGet.path}`)).status).toBe(200);
    }
    expect([livenessProbe.httpGet.path, readinessProbe.httpGet.path]).toEqual(['/healthz', '/readyz']);
  });

  test('has the time to stop, and the memory that Node may take', async () => {
    const { spec } = await read('deployment.yaml');
    const { data } = await read('configmap.yaml');
    const { terminationGracePeriodSeconds, containers } = spec.template.spec;
    const [{ lifecycle, resources }] = containers;
    const sleep = Number(lifecycle.preStop.exec.command[1]);
    expect(terminationGracePeriodSeconds).toBeGreaterThan(sleep + Number(data.SHUTDOWN_SECONDS) + CLOSING_MS / 1_000);
    const dockerfile = await readFile(new URL('../Dockerfile', import.meta.url), 'utf8');
    const heap = Number(/--max-old-space-size=(\d+)/.exec(dockerfile)?.[1]);
    expect(resources.limits.memory).toBe('1Gi');
    expect(heap).toBeLessThanOrEqual(0.75 * 1024);
  });

  test('is what the others are of, however many it is', async () => {
    const { metadata, spec } = await read('deployment.yaml');
    const { labels } = spec.template.metadata;
    const [service, budget, policy, scaler, { data }] = await Promise.all(
      ['service', 'pod-disruption-budget', 'network-policy', 'horizontal-pod-autoscaler', 'configmap'].map((name) =>
        read(`${name}.yaml`),
      ),
    );
    expect([
      spec.selector.matchLabels,
      service.spec.selector,
      budget.spec.selector.matchLabels,
      policy.spec.podSelector.matchLabels,
    ]).toEqual(Array(4).fill(labels));
    expect(scaler.spec.scaleTargetRef.name).toBe(metadata.name);
    // Together no more than Twenty lets the key ask for.
    const { TWENTY_REQUESTS_PER_MINUTE, TWENTY_REQUESTS_PER_SECOND } = EnvironmentVariables.parse({});
    for (const [each, all] of [
      [data.TWENTY_REQUESTS_PER_MINUTE, TWENTY_REQUESTS_PER_MINUTE],
      [data.TWENTY_REQUESTS_PER_SECOND, TWENTY_REQUESTS_PER_SECOND],
    ])
      expect(Number(each) * scaler.spec.maxReplicas).toBeLessThanOrEqual(all);
    const ports = [
      service.spec.ports[0].targetPort,
      ...policy.spec.ingress.map(({ ports: [of] }: { ports: { port: string }[] }) => of?.port),
    ];
    expect(ports).toEqual(['http', 'http', 'metrics']);
  });
});
