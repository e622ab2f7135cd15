import { type BrowserContext, test as base, expect, type Page } from '@playwright/test';
import { Gate } from './gate';
import { Hub } from './hub';

export const NAME = 'anna';
export const PASSWORD = 'correct horse battery staple';

interface WorkerFixtures {
  /** A hub that is set up; shared by the tests of a worker. */
  home: { hub: Hub; cookies: Awaited<ReturnType<BrowserContext['cookies']>> };
}
interface TestFixtures {
  gate: Gate;
  /** Console errors and broken content policy fail a test, unless it says that it causes them. */
  complaints: { allow(pattern: RegExp): void };
}

export async function setUp(page: Page, hub: Hub): Promise<void> {
  await page.getByLabel('Set-up code').fill(hub.code);
  await page.getByLabel('Name').fill(NAME);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByLabel('Password again').fill(PASSWORD);
  await page.getByRole('button', { name: 'Set up and sign in' }).click();
  await expect(page.getByRole('navigation', { name: 'Pages' }).first()).toBeVisible();
}

/** Follows every page of a context, and every worker as far as the browser tells. */
export function listen(context: BrowserContext): string[] {
  const heard: string[] = [];
  context.on('console', (message) => {
    if (message.type() === 'error') heard.push(message.text());
  });
  context.on('weberror', (error) => heard.push(String(error.error())));
  return heard;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  home: [
    async ({ browser }, use) => {
      const hub = await Hub.start();
      const context = await browser.newContext({ serviceWorkers: 'block' });
      const page = await context.newPage();
      await page.goto(`http://127.0.0.1:${hub.port}/`);
      await setUp(page, hub);
      const cookies = await context.cookies();
      await context.close();
      await use({ hub, cookies });
      await hub.dispose();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  gate: async ({ home, context }, use) => {
    const gate = await Gate.to(home.hub.port);
    // Cookies belong to a host, whatever the port.
    await context.addCookies(home.cookies);
    await use(gate);
    await gate.dispose();
  },
  complaints: [
    async ({ context }, use) => {
      const heard = listen(context);
      const allowed: RegExp[] = [];
      await use({ allow: (pattern) => allowed.push(pattern) });
      expect(heard.filter((text) => !allowed.some((pattern) => pattern.test(text)))).toEqual([]);
    },
    { auto: true },
  ],
});

/** What a browser writes when a connection is cut on purpose. */
export const CUT = /Failed to load resource|net::ERR_|EventSource|Unable to preload|dynamically imported module/;

export { expect };

/** The address of the one node of the test machine. */
export async function nodeAddress(page: Page, gate: Gate): Promise<string> {
  await page.goto(`${gate.url}/`);
  const link = page.locator('.node-name').first();
  await expect(link).toBeVisible();
  return (await link.getAttribute('href')) ?? '';
}
