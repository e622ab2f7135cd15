import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contrastProblems, namelessControls, widerThanWindow } from './audit';
import { expect, nodeAddress, test } from './fixtures';

const PAGES = [
  'overview',
  'nodes',
  'node',
  'storage',
  'process',
  'settings',
  'hub',
  'endpoints',
  'account',
  'users',
  'newUser',
  'role',
  'groups',
  'newToken',
  'audit',
  'notFound',
] as const;

function addressOf(which: (typeof PAGES)[number], node: string): string {
  const addresses = {
    overview: '/',
    nodes: '/nodes',
    node,
    storage: `${node}/storage`,
    process: `${node}?process=1`,
    settings: '/settings',
    hub: '/settings?tab=server',
    endpoints: '/settings?tab=endpoints',
    account: '/settings?tab=account',
    users: '/access?tab=users',
    newUser: '/access?tab=users&open=new',
    role: '/access?tab=roles&open=operator',
    groups: '/access?tab=groups',
    newToken: '/access?tab=tokens&open=new',
    audit: '/access?tab=audit',
    notFound: '/nowhere',
  };
  return addresses[which];
}

for (const scheme of ['dark', 'light'] as const) {
  for (const width of [1440, 1000, 360]) {
    test(`every page at ${width} px in ${scheme}: no overflow, names, contrast`, async ({ page, gate }) => {
      test.setTimeout(180_000);
      const folder = process.env.SCREENSHOTS ?? join(tmpdir(), 'proxima-looks');
      await mkdir(folder, { recursive: true });
      await page.setViewportSize({ width, height: width === 360 ? 740 : 900 });
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      const node = await nodeAddress(page, gate);
      for (const which of PAGES) {
        await page.goto(gate.url + addressOf(which, node));
        await expect(page.locator('main h1').first()).toBeAttached();
        await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
        if (which === 'overview') await expect(page.locator('.short-list li').first()).toBeVisible();
        await page.evaluate(() => document.fonts.ready.then(() => undefined));
        await page.screenshot({ path: join(folder, `${which}-${width}-${scheme}.png`), fullPage: true });
        expect(await widerThanWindow(page), `${which} is wider than the window`).toEqual([]);
        expect(await namelessControls(page), `${which}: controls without a name`).toEqual([]);
        expect(await contrastProblems(page), `${which}: text with too little contrast`).toEqual([]);
      }
    });
  }
}
