// Time from the address to the first useful paint (a node's row with its figures), each run with an empty cache.
// usage: node paint.mjs PROGRAM.dll RUNS — prints {"firstPaint": [ms …], "firstUseful": [ms …]}
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '../../web/node_modules/@playwright/test/index.mjs';

const [program, runs] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'proxima-paint-'));
const port = await new Promise((done) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port: free } = probe.address();
    probe.close(() => done(free));
  });
});
const base = `http://127.0.0.1:${port}`;
const hub = spawn('dotnet', [program, 'serve', '--data', folder, '--listen', base], { stdio: ['ignore', 'pipe', 'inherit'] });
let browser;
try {
  const code = await new Promise((done, fail) => {
    let output = '';
    const limit = setTimeout(() => fail(new Error(`no set-up code in 60 s:\n${output}`)), 60_000);
    hub.stdout.on('data', (chunk) => {
      output += chunk;
      const found = /Set-up code: (\S+)/.exec(output)?.[1];
      if (found && output.includes('listens on')) {
        clearTimeout(limit);
        done(found);
      }
    });
  });
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  });
  const first = await browser.newContext();
  const answer = await first.request.post(`${base}/api/setup`, {
    data: { code, name: 'bench', password: 'a bench has no secrets' },
  });
  if (!answer.ok()) throw new Error(`set-up: ${answer.status()} ${await answer.text()}`);
  const storageState = await first.storageState();
  const firstPaint = [];
  const firstUseful = [];
  for (let run = 0; run <= Number(runs); run++) {
    const context = await browser.newContext({ storageState, viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' });
    const page = await context.newPage();
    await page.goto(base, { waitUntil: 'commit' });
    await page.locator('.node-name').first().waitFor({ timeout: 30_000 });
    const [paint, useful] = await page.evaluate(() => [
      performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null,
      performance.now(),
    ]);
    // The first run warms the server up and does not count.
    if (run > 0) {
      firstPaint.push(paint);
      firstUseful.push(useful);
    }
    await context.close();
  }
  console.log(JSON.stringify({ firstPaint, firstUseful }));
} finally {
  await browser?.close();
  hub.kill('SIGTERM');
  await new Promise((done) => hub.once('exit', done));
  rmSync(folder, { recursive: true, force: true });
}
