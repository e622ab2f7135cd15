// Draws the PNG icons from the mark: node build/icons.mjs (needs Debian's chromium). The results are committed.
import { readFile, writeFile } from 'node:fs/promises';
import { chromium } from '@playwright/test';

const folder = new URL('../public/icons/', import.meta.url);
const mark = await readFile(new URL('mark.svg', folder), 'utf8');
// A maskable icon may lose everything outside the middle 80 %, and fills its corners.
const maskable = mark.replace('rx="12" ', '').replace('<path ', '<path style="scale:.74;transform-origin:center" ');

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
for (const [name, size, svg] of [
  ['icon-192', 192, mark],
  ['icon-512', 512, mark],
  ['maskable-512', 512, maskable],
]) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(
    `<style>html,body{margin:0;background:transparent}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`,
  );
  await writeFile(new URL(`${name}.png`, folder), await page.screenshot({ omitBackground: true }));
}
await browser.close();
