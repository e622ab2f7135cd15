import { expect, nodeAddress, test } from './fixtures';

test('keys go to pages, to the search, to the list of keys, and to rows', async ({ page, gate }) => {
  await nodeAddress(page, gate);
  await page.keyboard.press('g');
  await page.keyboard.press('n');
  await expect(page).toHaveURL(/\/nodes$/);
  await expect(page.locator('main h1')).toBeFocused();
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: 'Search nodes' })).toBeFocused();
  await page.keyboard.type('g');
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await expect(page).toHaveURL(/\/settings$/);
  await page.keyboard.press('g');
  await page.keyboard.press('o');
  await expect(page).toHaveURL(/\/$/);
  await page.locator('tbody tr.px-row').first().focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/nodes\/[0-9a-f]{32}/);
});

test('Ctrl K finds a node by a few letters', async ({ page, gate }) => {
  const address = await nodeAddress(page, gate);
  const name = (await page.locator('.node-name').first().textContent()) ?? '';
  await page.keyboard.press('Control+k');
  const field = page.getByPlaceholder('Go to a node or page');
  await expect(field).toBeFocused();
  await field.fill(name.slice(0, 3));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(gate.url + address);
});

test('single letters can be switched off', async ({ page, gate }) => {
  await page.goto(`${gate.url}/settings`);
  await page.getByRole('radio', { name: 'Off' }).check();
  await page.locator('main h1').focus();
  await page.keyboard.press('g');
  await page.keyboard.press('n');
  await page.keyboard.press('?');
  await expect(page).toHaveURL(/\/settings$/);
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('the first Tab offers to skip to the page', async ({ page, gate }) => {
  await page.goto(gate.url);
  await expect(page.locator('.node-name').first()).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the page' })).toBeFocused();
});
