import { expect, nodeAddress, test } from './fixtures';

test('the overview answers: which host, is it fine, how old', async ({ page, gate }) => {
  await page.goto(gate.url);
  await expect(page).toHaveTitle('Overview · Proxima');
  await expect(page.locator('.node-name').first()).not.toBeEmpty();
  await expect(page.locator('.px-status-say')).toContainText(/okay|problem|unknown|Starting/i);
  await expect(page.locator('.live')).toContainText(/old/);
  await expect(page.locator('.cost')).toContainText('Programs started');
});

test('the storage page tells its disks, how old that is, and that none was woken', async ({ page, gate }) => {
  await page.goto(`${gate.url}${await nodeAddress(page, gate)}/storage`);
  await expect(page.locator('main h1')).toContainText('Storage of');
  await expect(page.getByText('No sleeping disk was ever woken by watching')).toBeVisible({ timeout: 40_000 });
  await expect(page.locator('.storage-ledger')).toContainText('ago');
  const row = page.getByRole('table', { name: 'Disks' }).getByRole('row').nth(1);
  await row.click();
  await expect(page).toHaveURL(/disk=/);
  await expect(page.getByRole('dialog')).toContainText('Woken by us');
});

test('the range is in the address, asks for other data, and survives a reload', async ({ page, gate }) => {
  await page.goto(gate.url + (await nodeAddress(page, gate)));
  await expect(page.getByRole('radio', { name: '24 h' })).toBeChecked();
  await page.getByRole('radio', { name: '7 d' }).check();
  await expect(page).toHaveURL(/range=7d/);
  await expect
    .poll(() => gate.asked.some((path) => path.includes('/history?') && path.includes('range=7d')))
    .toBe(true);
  await page.reload();
  await expect(page.getByRole('radio', { name: '7 d' })).toBeChecked();
  await page.keyboard.press('[');
  await expect(page).toHaveURL(/range=24h/);
  await page.keyboard.press('[');
  await expect(page).toHaveURL(/range=1h/);
  await expect(page.locator('.px-chart canvas').first()).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(/range=24h/);
});

test('charts are compared with the week before, at a chosen resolution, and taken away as a file', async ({
  page,
  gate,
}) => {
  await page.goto(gate.url + (await nodeAddress(page, gate)));
  await page.getByLabel('Compare with').selectOption('7d');
  await expect(page).toHaveURL(/compare=7d/);
  await expect.poll(() => gate.asked.some((path) => path.includes('shift=7d'))).toBe(true);
  await page.getByLabel('Resolution').selectOption('1h');
  await expect(page).toHaveURL(/resolution=1h/);
  await expect.poll(() => gate.asked.some((path) => path.includes('resolution=1h'))).toBe(true);
  await expect(page.getByRole('link', { name: 'CSV' })).toHaveAttribute('href', /export\?series=cpu\.busy.*format=csv/);
});

test('a note is on the charts and in the list below them', async ({ page, gate }) => {
  await page.goto(gate.url + (await nodeAddress(page, gate)));
  await page.getByLabel('Note for the charts').fill('new disk put in');
  await page.getByRole('button', { name: 'Note', exact: true }).click();
  await expect(page.locator('.events')).toContainText('new disk put in');
});

test('the settings say what history costs', async ({ page, gate }) => {
  await page.goto(`${gate.url}/settings?tab=history`);
  await expect(page.locator('.history-cost')).toContainText('Room on the disk');
  await expect(page.getByRole('table')).toContainText('5 minutes');
});

test('what is open has an address: search, sort and process survive a reload', async ({ page, gate }) => {
  await page.goto(gate.url + (await nodeAddress(page, gate)));
  const rows = page.locator('#processes tbody tr.px-row');
  await expect(rows.first()).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search processes' }).fill('e');
  await page.locator('#processes').getByRole('button', { name: 'Memory' }).click();
  await expect(page).toHaveURL(/sort=-memory/);
  await expect(page).toHaveURL(/search=e/);
  await rows.first().click();
  await expect(page).toHaveURL(/process=\d+/);
  const drawer = page.getByRole('dialog');
  await expect(drawer).toContainText('Parent');
  await page.reload();
  await expect(page.getByRole('dialog')).toContainText('Parent');
  await expect(page.locator('#processes th[aria-sort="descending"]')).toContainText('Memory');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page).not.toHaveURL(/process=/);
});

test('a process that is no more is said to have ended', async ({ page, gate, complaints }) => {
  complaints.allow(/status of 404/);
  const address = await nodeAddress(page, gate);
  await page.goto(`${gate.url}${address}?process=4194303`);
  await expect(page.getByRole('dialog')).toContainText('has ended');
});

test('the list of nodes searches, says what excluded everything, and leads to a node', async ({ page, gate }) => {
  await page.goto(`${gate.url}/nodes`);
  await expect(page.locator('.node-name').first()).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search nodes' }).fill('no-such-node');
  await expect(page).toHaveURL(/search=no-such-node/);
  await expect(page.getByText('No node is called “no-such-node”.')).toBeVisible();
  await page.getByRole('button', { name: 'Show all nodes' }).click();
  await page.locator('.node-name').first().click();
  await expect(page).toHaveURL(/\/nodes\/[0-9a-f]{32}$/);
});

test('a node that is not there and a page that is not there say so', async ({ page, gate, complaints }) => {
  complaints.allow(/status of 404/);
  await page.goto(`${gate.url}/nodes/${'0'.repeat(32)}`);
  await expect(page.getByText('There is no node with this address')).toBeVisible();
  await page.goto(`${gate.url}/nowhere`);
  await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible();
});

test('settings change units, theme and keys for this browser', async ({ page, gate }) => {
  await page.goto(`${gate.url}/settings`);
  await page.getByRole('radio', { name: 'MB/s' }).check();
  await page.getByRole('radio', { name: 'Light' }).check();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'light');
  await page.goto(`${gate.url}/nodes`);
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'light');
  await expect(page.getByRole('columnheader', { name: /MB\/s in \/ out/ })).toBeVisible();
});

test('the page can be installed', async ({ page, gate }) => {
  await page.goto(gate.url);
  const manifest = await page.evaluate(async () => (await fetch('/manifest.webmanifest')).json());
  expect(manifest).toMatchObject({ name: 'Proxima', display: 'standalone', start_url: '/' });
  for (const icon of manifest.icons) expect((await page.request.get(gate.url + icon.src)).ok()).toBe(true);
  expect(await page.evaluate(() => navigator.serviceWorker.ready.then((ready) => ready.active?.scriptURL))).toContain(
    '/sw.js',
  );
});

test('on a phone the sentence shrinks to its first words and a tap gives it back', async ({ page, gate }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(gate.url + (await nodeAddress(page, gate)));
  await expect(page.locator('#processes')).toBeVisible();
  await page.evaluate(() => window.scrollTo(0, 1200));
  const short = page.locator('.short-status');
  await expect(short).toBeVisible();
  expect((await short.boundingBox())?.height).toBe(40);
  await short.click();
  await expect(short).toHaveCount(0);
  await expect(page.locator('.px-status-age')).toContainText('old');
});
