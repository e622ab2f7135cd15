import { type ChildProcess, spawn } from 'node:child_process';
import { expect, test } from './fixtures';
import { program } from './hub';

/** A Proxmox that answers back, on a port of its own. */
async function startMock(): Promise<{ child: ChildProcess; address: string; token: string; fingerprint: string }> {
  const child = spawn('dotnet', [program(), 'mock', 'pve', '--scenario', 'lab', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const end = Date.now() + 30_000;
  const said = (pattern: RegExp) => pattern.exec(output)?.[1];
  while (!output.includes('Ctrl-C')) {
    if (child.exitCode !== null || Date.now() > end) throw new Error(`The mock did not start:\n${output}`);
    await new Promise((done) => setTimeout(done, 100));
  }
  return {
    child,
    address: said(/(https:\/\/\S+)/) ?? '',
    token: said(/token\s+(\S+)/) ?? '',
    fingerprint: said(/fingerprint\s+(\S+)/) ?? '',
  };
}

test('a cluster is tried, added, seen, lost, and removed', async ({ page, gate }) => {
  const mock = await startMock();
  try {
    await page.goto(`${gate.url}/settings?tab=endpoints`);
    await expect(page.getByText('No connection yet')).toBeVisible();
    await page.getByRole('button', { name: 'Add connection' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Läb');
    await page.getByLabel('Addresses').fill(mock.address);
    await page.getByLabel('API token').fill(mock.token);
    await page.getByRole('button', { name: 'Try', exact: true }).click();
    await expect(page.locator('.endpoint-trial')).toContainText(mock.fingerprint);
    await page.getByRole('button', { name: 'It is the same: take it' }).click();
    await page.getByRole('button', { name: 'Try', exact: true }).click();
    await expect(page.locator('.endpoint-trial')).toContainText('It answers, version 9.2');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('button', { name: 'Ask now' }).click();
    const drawer = page.getByRole('dialog', { name: 'Läb' });
    await expect(drawer).toContainText('3 of 3 nodes');
    await expect(page.locator('main')).not.toContainText(mock.token.split('=')[2] ?? mock.token);

    mock.child.kill('SIGTERM');
    await new Promise((done) => mock.child.once('exit', done));
    await page.getByRole('button', { name: 'Ask now' }).click();
    await expect(drawer).toContainText('does not answer');
    await expect(drawer).toContainText('3 of 3 nodes');

    await page.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('dialog', { name: 'Remove Läb?' }).getByRole('button', { name: 'Remove' }).click();
    await expect(page.getByText('No connection yet')).toBeVisible();
  } finally {
    mock.child.kill('SIGKILL');
  }
});
