import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createChanges } from '../../gateway/changes/index.ts';
import { SCOPES } from '../../gateway/graph/scopes.ts';
import type { Authenticator } from '../../gateway/identity/index.ts';
import { staffToken } from '../../gateway/identity/staff-token.ts';
import { blocksOf, readPage } from '../documents/markdown.ts';
import { STAFF_TOKEN, startGateway, type TestGateway } from '../gateway.ts';
import { PARTNER_KEY, partner } from '../partner.ts';
import { serve } from '../serve.ts';
import { axeViolations } from './axe.ts';
import { keepScreenshot, startBrowser, type Visitor, visit } from './browser.ts';

const SESSION = 'session-of-the-tests';

/** Knows whose the session is, as Directus would. */
const session: Authenticator = ({ from, token }) =>
  from === 'cookie' && token === SESSION
    ? { kind: 'staff', audience: 'internal', id: 'staff:of-the-tests', scopes: new Set(SCOPES) }
    : undefined;

const changes = createChanges();
let gateway: TestGateway;
let served: Awaited<ReturnType<typeof serve>>;
let browser: Browser;
beforeAll(async () => {
  [gateway, browser] = await Promise.all([
    startGateway({
      ownAssets: true,
      server: { changes, authenticators: [staffToken(STAFF_TOKEN), partner, session], explainToEveryone: true },
    }),
    startBrowser(),
  ]);
  served = await serve(gateway);
});
afterAll(async () => {
  await browser.close();
  await served.close();
  await gateway.close();
});

let visitor: Visitor;
let page: Page;
beforeEach(async () => {
  visitor = await visit(browser, served.url);
  page = visitor.page;
  return () => page.context().close();
});

/** Opens GraphiQL and waits until it can be used. */
async function openGraphiql(): Promise<void> {
  await page.goto('/graphql');
  await page.getByRole('button', { name: 'Execute query (Ctrl-Enter)' }).waitFor();
}

const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
const answer = () => page.getByRole('region', { name: 'Response Editor' }).or(page.locator('.graphiql-response'));

/**
 * Runs the operation of a tab, and waits for the answer to say something. As a person does it: again where nothing comes of it,
 * since GraphiQL does nothing at all while its editors are being made.
 */
async function run(tab: string, says: string): Promise<void> {
  let said: readonly string[] = [];
  for (let turn = 0; turn < 3; turn += 1) {
    await page.locator('.graphiql-tab-button', { hasText: tab }).click();
    await press('Execute query (Ctrl-Enter)');
    if (await appears(answer().getByText(says).first())) return;
    said = await answer().allInnerTexts();
  }
  throw new Error(`GraphiQL does not answer with "${says}", but with: ${said.join()}`);
}

/** @returns whether it is there before long */
function appears(what: Locator): Promise<boolean> {
  return what.waitFor({ timeout: 10_000 }).then(
    () => true,
    () => false,
  );
}

async function signIn(token: string): Promise<void> {
  await press('Show Sign in');
  await page.getByLabel('A partner’s key, or a token of staff').fill(token);
  await press('Use this token');
}

/** What axe finds amiss but for GraphiQL's own tabs, which hold buttons, and the colours of its editor's words. */
async function ownViolations(): Promise<string[]> {
  const theirs = /^nested-interactive: (\.graphiql-tab|li:)|^color-contrast: .*\.mtk\d+/;
  return (await axeViolations(page)).filter((violation) => !theirs.test(violation));
}

// An editor of five megabytes is begun anew with each caller: that takes its time on a busy machine.
describe('GraphiQL, from this host alone', { timeout: 150_000 }, () => {
  test('a subscription shows its events', async () => {
    await openGraphiql();
    const query = 'subscription { seriesUpdated(codes: ["BLS:CES0000000001"]) { at series { title } } }';
    await page.locator('.graphiql-query-editor .view-lines').first().click();
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(query);
    await press('Execute query (Ctrl-Enter)');
    await expect.poll(() => gateway.subscriptions.count, { timeout: 30_000 }).toBe(1);
    const at = '2026-11-24T10:00:00.000Z';
    changes.publish({ id: 'seen', upstream: 'analytics', typeName: 'Series', event: 'UPDATED', at });
    await answer().getByText('All Employees: Total Nonfarm').first().waitFor();
    await press('Stop query (Ctrl-Enter)');
    await press('Show Explain');
    const requests = page.getByRole('region', { name: 'Explain' }).locator('summary strong');
    expect(await requests.allTextContents()).toEqual(['analytics']);
  });

  test('a view runs, and the panel draws how it was answered', async () => {
    await openGraphiql();
    await run('Home', 'cmsSiteSettings');
    await press('Show Explain');
    const panel = page.getByRole('region', { name: 'Explain' });
    const requests = panel.locator('summary');
    expect(await requests.locator('strong').allTextContents()).toEqual(
      expect.arrayContaining(['directus', 'analytics']),
    );
    const bars = await panel
      .locator('summary .chronos-bar')
      .evaluateAll((found) => found.map((bar) => bar.getBoundingClientRect().width));
    expect(bars.length).toBeGreaterThanOrEqual(2);
    for (const width of bars) expect(width).toBeGreaterThan(1);
    await requests.filter({ hasText: 'analytics' }).first().click();
    expect(await panel.locator('pre:visible').allTextContents()).toEqual(
      expect.arrayContaining([expect.stringMatching(/^select /i)]),
    );
    await keepScreenshot(page, 'graphiql-explain');
    expect(visitor.problems()).toEqual([]);
    expect(await ownViolations()).toEqual([]);
  });

  test('a link opens with its operation, and the panel copies it as a link, a command and code', async () => {
    const query = '{ indicator(code: "UNEMPLOYMENT_RATE") { name } }';
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(`/graphql?${new URLSearchParams({ query })}`);
    await page.getByRole('button', { name: 'Execute query (Ctrl-Enter)' }).waitFor();
    await run('<untitled>', 'Unemployment rate');
    await press('Show Share');
    const panel = page.getByRole('region', { name: 'Share' });
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    await press('Copy a link');
    await panel.getByText('Copied a link.').waitFor();
    expect(new URL(await copied()).searchParams.get('query')).toBe(query);
    await press('Copy as cURL');
    await panel.getByText('Copied as cURL.').waitFor();
    expect(await copied()).toContain(`--data-raw '${JSON.stringify({ query })}'`);
    await press('Copy client code');
    await panel.getByText('Copied client code.').waitFor();
    expect(await copied()).toContain(`client.request(\`${query}\`)`);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      panel.getByText('Download the schema (SDL)').click(),
    ]);
    expect(download.suggestedFilename()).toBe('schema.graphql');
    await keepScreenshot(page, 'graphiql-share');
    expect(visitor.problems()).toEqual([]);
    expect(await ownViolations()).toEqual([]);
  });

  test('a shared operation stays as its reader changed it, when they sign in', async () => {
    const query = 'query Facts($code: String!) { region(code: $code) { name } }';
    await page.goto(`/graphql?${new URLSearchParams({ query })}`);
    await page.getByRole('button', { name: 'Execute query (Ctrl-Enter)' }).waitFor();
    const variables = page.locator('.graphiql-editor-tool .view-lines').first();
    await variables.click();
    await page.keyboard.insertText('{ "code": "US-06" }');
    await run('Facts', 'California');
    await signIn(PARTNER_KEY);
    await page.getByText('as a partner').first().waitFor();
    await expect.poll(() => variables.innerText(), { timeout: 30_000 }).toContain('US-06');
    expect(await page.locator('.graphiql-tab', { hasText: 'Facts' }).count()).toBe(1);
    await run('Facts', 'California');
  });

  test("the README's query is answered as soon as anyone pastes it, also in the dark", async () => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await openGraphiql();
    const query = blocksOf(await readPage('README.md')).find(({ language }) => language === 'graphql')?.text ?? '';
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.evaluate((text) => navigator.clipboard.writeText(text), query);
    await page.locator('.graphiql-query-editor .view-lines').first().click();
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Control+V');
    await press('Execute query (Ctrl-Enter)');
    await keepScreenshot(page, 'graphiql-pasted');
    await answer().getByText('Manufacturing after the Great Recession').first().waitFor({ timeout: 30_000 });
    await press('Show Explain');
    await keepScreenshot(page, 'graphiql-explain-dark');
    expect(visitor.problems()).toEqual([]);
    expect(await ownViolations()).toEqual([]);
  });

  test('on a phone the answer is below the operation, and nothing surrounds the page', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await openGraphiql();
    await run('Home', 'cmsSiteSettings');
    const [sent, received] = await Promise.all([
      page.locator('.graphiql-editors').boundingBox(),
      answer().boundingBox(),
    ]);
    expect(received?.y).toBeGreaterThan(sent?.y ?? Number.NaN);
    expect(received?.width).toBeGreaterThan(280);
    expect(await page.locator('#root').boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 });
    await keepScreenshot(page, 'graphiql-phone');
  });

  test('an operation of staff leads those who have not signed in to do so', async () => {
    await openGraphiql();
    await run('CompanyProfile', 'Sign in first');
  });

  test('the documentation and the explorer open', async () => {
    await openGraphiql();
    await press('Show Documentation Explorer');
    const docs = page.getByRole('region', { name: 'Documentation Explorer' }).or(page.locator('.graphiql-plugin'));
    await docs.getByText('Query', { exact: true }).first().click();
    await docs.getByText('cmsArticles').first().waitFor();
    await keepScreenshot(page, 'graphiql-docs');
    await page.getByRole('combobox', { name: 'Search names and descriptions' }).fill('vector tiles');
    await page.getByRole('option', { name: 'Choropleth.tileUrlTemplate' }).waitFor();
    await keepScreenshot(page, 'graphiql-docs-search');
    await page.getByRole('option', { name: 'Choropleth.tileUrlTemplate' }).click();
    await docs.locator('.graphiql-doc-explorer-title', { hasText: 'tileUrlTemplate' }).waitFor();
    await press('Show GraphiQL Explorer');
    await page.locator('.graphiql-plugin').getByText('choropleth').first().waitFor();
    expect(visitor.problems()).toEqual([]);
  });

  test('who signs in sees another graph, and goes back to what everyone sees', async () => {
    await openGraphiql();
    await signIn('nobody-knows-this-one');
    const panel = page.getByRole('region', { name: 'Sign in' });
    await panel.getByRole('alert').filter({ hasText: 'The token is unknown' }).waitFor();
    expect(visitor.problems().filter((problem) => !problem.includes('401'))).toEqual([]);

    await page.getByLabel('A partner’s key, or a token of staff').fill(PARTNER_KEY);
    await press('Use this token');
    await page.getByText('as a partner', { exact: true }).waitFor();
    await press('Sign out');
    await page.getByText('as anyone', { exact: true }).waitFor();

    await page.getByLabel('A partner’s key, or a token of staff').fill(STAFF_TOKEN);
    await press('Use this token');
    await page.getByText('as staff', { exact: true }).waitFor();
    await keepScreenshot(page, 'graphiql-staff');
    await run('CompanyProfile', 'Lakefront Capital');

    await page.reload();
    await page.getByText('as staff', { exact: true }).waitFor();
    expect(await ownViolations()).toEqual([]);
  });
});

test('who has a session of Directus in this browser is known without signing in', { timeout: 150_000 }, async () => {
  await page.context().addCookies([{ name: 'directus_session_token', value: SESSION, url: served.url }]);
  await openGraphiql();
  await page.getByText('as staff', { exact: true }).waitFor();
  expect(visitor.problems()).toEqual([]);
});

test('the page at / is readable by everybody, in light and dark and on a phone', async () => {
  await page.goto('/', { waitUntil: 'networkidle' });
  expect(await axeViolations(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await axeViolations(page)).toEqual([]);
  await keepScreenshot(page, 'gateway-home-dark');
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await keepScreenshot(page, 'gateway-home-phone');
  await page.getByRole('link', { name: 'Open GraphiQL' }).click();
  await page.getByRole('button', { name: 'Execute query (Ctrl-Enter)' }).waitFor();
  expect(visitor.problems()).toEqual([]);
});
