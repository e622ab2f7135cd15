import { expect, NAME, PASSWORD, setUp, test } from './fixtures';
import { Hub } from './hub';

// In order: the first test makes the account the others sign in with.
test.describe
  .serial('first access', () => {
    let hub: Hub;
    test.beforeAll(async () => {
      hub = await Hub.start();
    });
    test.afterAll(async () => {
      await hub.dispose();
    });

    test('set-up, wrong code first, then sign out and in again', async ({ page, complaints }) => {
      complaints.allow(/status of 40[013]/);
      await page.goto(`http://127.0.0.1:${hub.port}/nodes?search=x`);
      await expect(page.getByRole('heading', { name: 'Set up Proxima' })).toBeVisible();
      await expect(page).toHaveTitle('Set up Proxima · Proxima');

      await page.getByRole('button', { name: 'Set up and sign in' }).click();
      await expect(page.getByText('Enter the code from the log of the hub.')).toBeVisible();
      await expect(page.getByLabel('Set-up code')).toBeFocused();

      await page.getByLabel('Set-up code').fill('AAAA-BBBB-CCCC-DDDD-EEEE-FFFF-GG');
      await page.getByLabel('Name').fill(NAME);
      await page.getByLabel('Password', { exact: true }).fill('short');
      await page.getByLabel('Password again').fill('short');
      await page.getByRole('button', { name: 'Set up and sign in' }).click();
      await expect(page.getByText('Too short: 5 of at least 10 characters.')).toBeVisible();

      await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
      await page.getByLabel('Password again').fill(PASSWORD);
      await page.getByRole('button', { name: 'Set up and sign in' }).click();
      await expect(page.getByText(/This is not the code in the log of the hub/)).toBeVisible();
      await expect(page.getByLabel('Set-up code')).toHaveAttribute('aria-invalid', 'true');

      await setUp(page, hub);
      await expect(page).toHaveURL(/\/nodes\?search=x$/);

      await page.goto(`http://127.0.0.1:${hub.port}/settings?tab=account`);
      await page.getByRole('button', { name: 'Sign out' }).click();
      await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();

      await page.getByLabel('Name').fill(NAME);
      await page.getByLabel('Password', { exact: true }).fill('not the password');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await expect(page.getByText(/Name or password is wrong/)).toBeVisible();

      await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await expect(page.getByText(`Signed in as ${NAME}`)).toBeVisible();
      await expect(page).toHaveURL(/\/settings\?tab=account$/);
    });

    test('fields tell password managers what they are', async ({ page }) => {
      await page.goto(`http://127.0.0.1:${hub.port}/`);
      await expect(page.getByLabel('Name')).toHaveAttribute('autocomplete', 'username');
      await expect(page.getByLabel('Password', { exact: true })).toHaveAttribute('autocomplete', 'current-password');
    });

    test('signing out in one tab ends the others', async ({ context, page, complaints }) => {
      // What the other tab asks in that moment is refused, and the browser writes it down.
      complaints.allow(/status of 401/);
      await page.goto(`http://127.0.0.1:${hub.port}/`);
      await page.getByLabel('Name').fill(NAME);
      await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await expect(page.locator('.node-name').first()).toBeVisible();
      const other = await context.newPage();
      await other.goto(`http://127.0.0.1:${hub.port}/settings?tab=account`);
      await other.getByRole('button', { name: 'Sign out' }).click();
      await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
      expect(await page.locator('.node-name').count()).toBe(0);
    });
  });
