import { useInsertionEffect } from 'react';

const svg = 'http://www.w3.org/2000/svg';

/** Fill of everything that is not known. One pattern serves the whole document. */
export const hatchFill = 'url(#px-hatch)';

/** Puts the shared pattern into the document before anything refers to it. */
export function useHatch(): void {
  useInsertionEffect(ensureHatch);
}

export function ensureHatch(): void {
  if (document.getElementById('px-hatch')) return;
  const line = element('path', { d: 'M0 0V5', stroke: 'var(--hatch)', 'stroke-width': '1.3' });
  const pattern = element('pattern', {
    id: 'px-hatch',
    width: '5',
    height: '5',
    patternUnits: 'userSpaceOnUse',
    patternTransform: 'rotate(45)',
  });
  // Not display:none: browsers drop the patterns of what is not laid out.
  const root = element('svg', { class: 'px-hatch-defs', width: '0', height: '0', 'aria-hidden': 'true' });
  pattern.append(line);
  root.append(pattern);
  document.body.append(root);
}

function element(name: string, attributes: Record<string, string>): SVGElement {
  const made = document.createElementNS(svg, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
