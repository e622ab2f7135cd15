import type { Page } from '@playwright/test';
import { CUT, expect, nodeAddress, test } from './fixtures';

const sampledAt = (page: Page) => page.locator('.node-facts time').last().getAttribute('datetime');

test('figures of the node on the page change within two seconds, again and again', async ({ page, gate }) => {
  await page.goto(gate.url + (await nodeAddress(page, gate)));
  await expect(page.locator('.node-facts time').last()).toBeVisible();
  // The first lease has to arrive before the hub samples every second.
  await page.waitForTimeout(2500);
  for (let round = 0; round < 3; round++) {
    const before = await sampledAt(page);
    await expect.poll(() => sampledAt(page), { timeout: 2000, intervals: [100] }).not.toBe(before);
  }
});

test('eight tabs are all live over one connection', async ({ context, page, gate }) => {
  // A headless browser draws every tab as if it were in front: one draws charts, the others the list of nodes.
  const tabs = [page];
  for (let count = 1; count < 8; count++) tabs.push(await context.newPage());
  await page.goto(gate.url + (await nodeAddress(page, gate)));
  for (const tab of tabs.slice(1)) await tab.goto(`${gate.url}/nodes`);
  for (const tab of tabs) await expect(tab.locator('.live')).toContainText('live');
  await expect.poll(() => gate.live).toBe(1);
  const statusAt = (tab: Page) => tab.locator('.px-status time').first().getAttribute('datetime');
  const before = await Promise.all(tabs.map(statusAt));
  for (const [index, tab] of tabs.entries())
    await expect.poll(() => statusAt(tab), { timeout: 12_000 }).not.toBe(before[index]);
  expect(gate.live).toBe(1);
});

test('a hub that is gone makes the page say unknown, and the page comes back with it', async ({
  page,
  gate,
  complaints,
}) => {
  complaints.allow(CUT);
  await page.goto(gate.url);
  await expect(page.locator('.live')).toContainText('live');
  gate.shut();
  const line = page.locator('.px-status');
  await expect(line).toContainText('This page lost the hub', { timeout: 30_000 });
  await expect(line).toContainText('what you see is from');
  const first = await line.locator('.px-status-say').textContent();
  await expect.poll(() => line.locator('.px-status-say').textContent(), { timeout: 4000 }).not.toBe(first);
  await expect(page.locator('.page')).toHaveAttribute('data-lost', 'true');
  gate.open();
  await expect(page.locator('.live')).toContainText('live', { timeout: 40_000 });
  await expect(page.locator('.page')).not.toHaveAttribute('data-lost', 'true');
});

test('a restart of the hub is survived without a reload', async ({ page, gate, home, complaints }) => {
  complaints.allow(CUT);
  await page.goto(gate.url);
  await expect(page.locator('.live')).toContainText('live');
  await page.evaluate(() => Object.assign(window, { isSamePage: true }));
  await home.hub.halt();
  const back = Date.now();
  await home.hub.run();
  const newest = async () => Date.parse((await page.locator('.live time').getAttribute('datetime')) ?? '');
  await expect.poll(newest, { timeout: 40_000 }).toBeGreaterThan(back);
  expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true);
});

test('without the hub a new page says unknown', async ({ page, gate, complaints }) => {
  complaints.allow(CUT);
  await page.goto(gate.url);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  gate.shut();
  await page.goto(gate.url).catch(() => undefined);
  await expect(page.getByRole('heading', { name: /Unknown\. This page lost the hub/ })).toBeVisible();
  gate.open();
  await expect(page.locator('.live')).toContainText('live', { timeout: 30_000 });
});

test('where there is no shared worker one tab holds the connection, and another takes over', async ({
  context,
  page,
  gate,
}) => {
  await context.addInitScript(() => Reflect.deleteProperty(window, 'SharedWorker'));
  const address = await nodeAddress(page, gate);
  const others = [await context.newPage(), await context.newPage()];
  for (const tab of others) await tab.goto(gate.url + address);
  for (const tab of others) await expect(tab.locator('.live')).toContainText('live');
  await expect.poll(() => gate.live).toBe(1);
  await page.close();
  for (const tab of others) {
    const before = await sampledAt(tab);
    await expect.poll(() => sampledAt(tab), { timeout: 15_000 }).not.toBe(before);
  }
  await expect.poll(() => gate.live).toBe(1);
});
