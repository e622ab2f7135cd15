import type { Page } from '@playwright/test';

/** Controls and pictures that a screen reader cannot name. */
export function namelessControls(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const named = (element: Element): boolean => {
      const labelled = element
        .getAttribute('aria-labelledby')
        ?.split(' ')
        .some((id) => document.getElementById(id)?.textContent?.trim());
      const label =
        element instanceof HTMLInputElement || element instanceof HTMLSelectElement
          ? element.labels?.[0]?.textContent
          : null;
      const own = element.getAttribute('aria-label') ?? label ?? element.getAttribute('title') ?? element.textContent;
      const inner = [...element.querySelectorAll('[aria-label]')].some((each) => each.getAttribute('aria-label'));
      return Boolean(labelled || own?.trim() || inner);
    };
    const controls = document.querySelectorAll(
      'a,button,input,select,textarea,[role="img"],[role="meter"],[role="slider"],[tabindex="0"]',
    );
    return [...controls]
      .filter((each) => each.checkVisibility() && !each.closest('[aria-hidden="true"]') && !named(each))
      .map((each) => each.outerHTML.slice(0, 120));
  });
}

/** What makes the page scroll sideways; empty when it does not. */
export function widerThanWindow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    if (document.documentElement.scrollWidth <= window.innerWidth) return [];
    const all = [...document.body.querySelectorAll('*')];
    const wide = all.filter((each) => each.getBoundingClientRect().right > window.innerWidth + 0.5);
    return wide.map((each) => `${each.tagName} ${each.getAttribute('class')}`).slice(-6);
  });
}

/** Text whose colour is nearer than 4.5 to what lies behind it (WCAG 2.2, 1.4.3), by computed style. */
export function contrastProblems(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const parse = (text: string): [number, number, number, number] => {
      const numbers = text.match(/[\d.]+/g)?.map(Number) ?? [];
      return [numbers[0] ?? 0, numbers[1] ?? 0, numbers[2] ?? 0, text.startsWith('rgba') ? (numbers[3] ?? 1) : 1];
    };
    const luminance = (rgb: number[]) => {
      const [r = 0, g = 0, b = 0] = rgb.map((value) =>
        value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = (element: Element | null): number[] => {
      for (let each = element; each; each = each.parentElement) {
        const [r, g, b, alpha] = parse(getComputedStyle(each).backgroundColor);
        if (alpha === 1) return [r, g, b];
      }
      return parse(getComputedStyle(document.documentElement).backgroundColor).slice(0, 3);
    };
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const problems = new Set<string>();
    while (texts.nextNode()) {
      const element = texts.currentNode.parentElement;
      if (
        !element ||
        !texts.currentNode.textContent?.trim() ||
        !element.checkVisibility() ||
        element.closest('svg,noscript,script,style,[aria-disabled="true"],:disabled')
      )
        continue;
      const [r, g, b] = parse(getComputedStyle(element).color);
      const [one, other] = [luminance([r, g, b]), luminance(behind(element))].sort((x, y) => y - x);
      const ratio = ((one ?? 0) + 0.05) / ((other ?? 0) + 0.05);
      if (ratio < 4.5)
        problems.add(`${ratio.toFixed(2)} ${element.className}: ${texts.currentNode.textContent.trim().slice(0, 40)}`);
    }
    return [...problems];
  });
}
