import type { Browser, Page } from '@playwright/test';
import { expect, NAME, nodeAddress, test } from './fixtures';

const SECRET = 'another long passphrase';

/** Somebody in a browser of their own, signed in on the page. */
async function signedIn(browser: Browser, url: string, name: string): Promise<Page> {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.goto(`${url}/`);
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password', { exact: true }).fill(SECRET);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('navigation', { name: 'Pages' }).first()).toBeVisible();
  return page;
}

// In order: the audit log is asked for what the tests before it did.
test.describe
  .serial('accounts', () => {
    test.setTimeout(120_000);
    test('a viewer bounded to one node sees that node and nothing else', async ({ page, gate, browser }) => {
      const address = await nodeAddress(page, gate);
      const node = (await page.locator('.node-name').first().textContent()) ?? '';
      await page.goto(`${gate.url}/access?tab=users`);
      await page.getByRole('button', { name: 'New user' }).click();
      const drawer = page.getByRole('dialog');
      await drawer.getByLabel('Name', { exact: true }).fill('vera');
      await drawer.getByLabel('Full name').fill('Vera Blick');
      await drawer.getByLabel('Password', { exact: true }).fill(SECRET);
      await drawer.getByRole('radio', { name: 'Only in …' }).check({ force: true });
      await drawer.getByLabel(/^Find a node/).fill(node);
      await drawer.getByLabel(/^Find a node/).press('Enter');
      await expect(drawer.getByRole('list', { name: 'Chosen places' })).toContainText(node);
      await drawer.getByRole('button', { name: 'Create user' }).click();
      await expect(page.getByRole('dialog', { name: 'Vera Blick' })).toContainText(`Viewer in node ${node}`);

      const vera = await signedIn(browser, gate.url, 'vera');
      await expect(vera.locator('.node-name')).toHaveText([node]);
      await expect(vera.getByRole('link', { name: 'Access' })).toHaveCount(0);
      await vera.goto(`${gate.url}/access?tab=users`);
      await expect(vera.getByText('You may not see this')).toBeVisible();
      await expect(vera.getByText(/It needs the scope access\.manage; you have read\./)).toBeVisible();
      await expect(vera.getByRole('navigation', { name: 'Access' }).getByRole('link')).toHaveText(['API tokens']);
      await vera.goto(`${gate.url}/settings?tab=account`);
      await expect(vera.getByText(`node ${node}`)).toBeVisible();
      expect((await vera.request.get(`${gate.url}/api/users`)).status()).toBe(403);
      // Nothing that opens anything is left where a script could read it.
      const kept = await vera.evaluate(() =>
        JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
      );
      expect(kept).not.toContain(SECRET);
      expect(kept).not.toContain('proxima-');
      await vera.context().close();

      // Bounded to a place that holds nothing of this fleet. Bounds that name single guests belong here once there are guests.
      const bounds = { everything: false, places: [{ kind: 'site', id: 'elsewhere' }] };
      const assignments = [{ roleId: 'viewer', bounds }];
      const made = await page.request.post(`${gate.url}/api/users`, {
        data: { name: 'walter', password: SECRET, assignments },
      });
      expect(made.status()).toBe(201);
      const walter = await signedIn(browser, gate.url, 'walter');
      await expect(walter.locator('.node-name')).toHaveCount(0);
      await walter.keyboard.press('Control+k');
      await walter.getByPlaceholder('Go to a node or page').fill(node);
      await expect(walter.getByText('Nothing is called that')).toBeVisible();
      await walter.goto(gate.url + address);
      await expect(walter.locator('main')).toContainText(/no node|not found|nothing at/i);
      await expect(walter.locator('body')).not.toContainText(node, { timeout: 1 });
      expect((await (await walter.request.get(`${gate.url}/api/fleet`)).json()).nodes).toBe(0);
      expect((await walter.request.get(`${gate.url}/api${address}`)).status()).toBe(404);
      expect((await walter.request.get(`${gate.url}/api${address}/history?range=1h`)).status()).toBe(404);
      expect(await (await walter.request.get(`${gate.url}/metrics`)).text()).not.toContain(node);
      await walter.context().close();
    });

    test('a token is shown once, works, is renewed, and is refused the moment it is revoked', async ({
      page,
      gate,
      playwright,
    }) => {
      const program = await playwright.request.newContext();
      const asked = async (token: string) =>
        (await program.get(`${gate.url}/api/fleet`, { headers: { authorization: `Bearer ${token}` } })).status();
      await page.goto(`${gate.url}/access?tab=tokens`);
      await page.getByRole('button', { name: 'New token' }).click();
      await page.getByRole('dialog').getByLabel('Token').fill('Home Assistant');
      await page.getByRole('button', { name: 'Create token' }).click();
      const secret = page.locator('.secret-text');
      await expect(secret).toHaveText(/^prx_[a-z0-9]{8}_[a-z0-9]{52}$/);
      const first = (await secret.textContent()) ?? '';
      expect(await asked(first)).toBe(200);
      await page.reload();
      await expect(page.getByText('Home Assistant')).toBeVisible();
      await expect(secret).toHaveCount(0);
      await expect(page.locator('body')).not.toContainText(first);

      await page.getByText('Home Assistant').click();
      await page.getByRole('button', { name: 'New secret' }).click();
      await expect(secret).toHaveText(/^prx_/);
      const second = (await secret.textContent()) ?? '';
      expect([await asked(first), await asked(second)]).toEqual([401, 200]);
      await page.getByRole('button', { name: 'I have kept it' }).click();

      await page.getByText('Home Assistant').click();
      await page.getByRole('button', { name: 'Revoke' }).click();
      await page
        .getByRole('dialog', { name: 'Revoke Home Assistant?' })
        .getByRole('button', { name: 'Revoke' })
        .click();
      await expect(page.getByRole('row', { name: /Home Assistant/ })).toContainText('revoked');
      expect(await asked(second)).toBe(401);
      await program.dispose();
    });

    test('looking as somebody else shows what they see and changes nothing', async ({ page, gate, complaints }) => {
      complaints.allow(/status of 403/);
      await page.goto(`${gate.url}/access?tab=users&search=vera`);
      await page.getByText('Vera Blick').click();
      await page.getByRole('button', { name: 'See as vera' }).click();
      const banner = page.getByRole('status').filter({ hasText: 'You look as user vera' });
      await expect(banner).toBeVisible();
      await expect(page.getByRole('link', { name: 'Access' })).toHaveCount(0);
      await page.goto(`${gate.url}/access?tab=tokens`);
      await expect(page.getByText('The tokens of user vera are not shown in a preview')).toBeVisible();
      await expect(page.getByRole('button', { name: 'New token' })).toBeDisabled();
      const refused = await page.request.post(`${gate.url}/api/tokens`, { data: { name: 'x', preset: 'read_only' } });
      expect((await refused.json()).code).toBe('seeing-as');
      await banner.getByRole('button', { name: 'Back to yourself' }).click();
      await expect(banner).toHaveCount(0);
      await expect(page.getByRole('link', { name: 'Access' })).toBeVisible();
    });

    test('the audit log tells who did it, from where and how it ended', async ({ page, gate }) => {
      await page.goto(`${gate.url}/access?tab=audit`);
      await page.getByLabel('Action').fill('token');
      await page.getByLabel('Who').fill(NAME);
      await page.getByRole('button', { name: 'Find' }).click();
      await expect(page).toHaveURL(/action=token/);
      const rows = page.locator('tbody tr.px-row');
      for (const action of ['token.create', 'token.rotate', 'token.revoke'])
        await expect(rows.filter({ hasText: action }).filter({ hasText: NAME })).toContainText('127.0.0.1');
      await expect(rows.filter({ hasText: 'user.create' })).toHaveCount(0);
      const file = page.waitForEvent('download');
      await page.getByRole('link', { name: 'CSV' }).click();
      const lines = await (await (await file).createReadStream()).toArray();
      expect(lines.join('')).toMatch(/token\.revoke.*Home Assistant/);

      await page.goto(`${gate.url}/access?tab=audit&outcome=refused`);
      await rows.filter({ hasText: 'vera' }).filter({ hasText: 'GET /api/users' }).click();
      await expect(page.getByRole('dialog')).toContainText('scope access.manage is missing');
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
      await page.getByRole('button', { name: 'Check now' }).click();
      await expect(page.getByText(/Checked .*: whole\./)).toBeVisible();
    });
  });
