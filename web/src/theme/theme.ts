import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** Ink is the only palette. Mantine does arithmetic on it, so it is spelled out; what is drawn comes from tokens.css. */
const ink: MantineColorsTuple = [
  '#fcfcfa',
  '#eef0f1',
  '#deded9',
  '#c3c4c0',
  '#b9bec4',
  '#949ba3',
  '#757c84',
  '#5e646b',
  '#42474d',
  '#15171a',
];

const inputClasses = {
  input: 'px-input',
  label: 'px-input-label',
  description: 'px-input-note',
  error: 'px-input-error',
  required: 'px-input-required',
};

const quick = { duration: 120, transition: 'fade' } as const;

const sheetClasses = {
  content: 'px-sheet',
  header: 'px-sheet-header',
  title: 'px-sheet-title',
  body: 'px-sheet-body',
  overlay: 'px-overlay',
  close: 'px-close',
};

/**
 * Components are named, not imported: a page loads the code of the controls it uses and no other.
 * Lengths in px on purpose: rows and glyphs are drawn to the pixel; the browser's zoom scales all of it.
 */
export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: { light: 9, dark: 1 },
  colors: { ink },
  white: '#fcfcfa',
  black: '#15171a',
  autoContrast: true,
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'never',
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--font)',
  headings: { fontFamily: 'var(--font)', fontWeight: '600' },
  defaultRadius: 3,
  radius: { xs: '2px', sm: '3px', md: '3px', lg: '3px', xl: '3px' },
  fontSizes: { xs: '11px', sm: '12px', md: '12px', lg: '14px', xl: '20px' },
  lineHeights: { xs: '16px', sm: '18px', md: '18px', lg: '20px', xl: '28px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '20px', xl: '28px' },
  shadows: { xs: 'none', sm: 'none', md: 'var(--float)', lg: 'var(--float)', xl: 'var(--float)' },
  breakpoints: { xs: '360px', sm: '700px', md: '960px', lg: '1240px', xl: '1920px' },
  components: {
    Button: { defaultProps: { variant: 'default', size: 'xs' }, classNames: { root: 'px-button' } },
    Input: { classNames: { input: 'px-input' } },
    InputWrapper: { classNames: inputClasses },
    PasswordInput: { classNames: { innerInput: 'px-input-inner' } },
    Combobox: { defaultProps: { transitionProps: quick }, classNames: { dropdown: 'px-float', option: 'px-option' } },
    Popover: {
      defaultProps: { transitionProps: quick, position: 'bottom-start' },
      classNames: { dropdown: 'px-float' },
    },
    Tooltip: { defaultProps: { openDelay: 300, transitionProps: quick }, classNames: { tooltip: 'px-tooltip' } },
    Drawer: {
      defaultProps: { position: 'right', size: 452, transitionProps: { duration: 120 } },
      classNames: sheetClasses,
    },
    Modal: {
      defaultProps: { centered: true, transitionProps: quick },
      classNames: { ...sheetClasses, content: 'px-modal' },
    },
    Tabs: { classNames: { list: 'px-tab-list', tab: 'px-tab' } },
    Checkbox: { classNames: { input: 'px-check', icon: 'px-check-icon', label: 'px-check-label' } },
  },
});

/** Mantine's greys in the order of its two ramps: what it paints with them is painted with tokens. */
const lightRamp = ['surface', 'raise', 'line', 'line', 'edge', 'ink-3', 'ink-3', 'ink-2', 'ink-2', 'ink'];
const darkRamp = ['ink', 'ink-2', 'ink-3', 'ink-3', 'line-2', 'raise', 'surface', 'bg', 'bg', 'bg'];

/** Writes Mantine's variables in terms of ours, so that there is one source of colour: tokens.css. */
export const cssVariablesResolver: CSSVariablesResolver = () => {
  const scheme = {
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-bright': 'var(--ink)',
    '--mantine-color-body': 'var(--bg)',
    '--mantine-color-error': 'var(--crit)',
    '--mantine-color-success': 'var(--ink)',
    '--mantine-color-placeholder': 'var(--ink-3)',
    '--mantine-color-anchor': 'var(--ink)',
    '--mantine-color-default': 'transparent',
    '--mantine-color-default-hover': 'var(--raise)',
    '--mantine-color-default-color': 'var(--ink)',
    '--mantine-color-default-border': 'var(--edge)',
    '--mantine-color-dimmed': 'var(--ink-3)',
    '--mantine-color-disabled': 'transparent',
    '--mantine-color-disabled-color': 'var(--ink-3)',
    '--mantine-color-disabled-border': 'var(--line-2)',
    '--mantine-primary-color-filled': 'var(--ink)',
    '--mantine-primary-color-filled-hover': 'var(--ink-2)',
    '--mantine-primary-color-contrast': 'var(--bg)',
    '--mantine-primary-color-light': 'var(--raise)',
    '--mantine-primary-color-light-hover': 'var(--raise)',
    '--mantine-primary-color-light-color': 'var(--ink)',
    '--mantine-color-ink-filled': 'var(--ink)',
    '--mantine-color-ink-contrast': 'var(--bg)',
  };
  const ramps: Record<string, string> = {};
  for (let step = 0; step < 10; step++) {
    ramps[`--mantine-color-gray-${step}`] = `var(--${lightRamp[step]})`;
    ramps[`--mantine-color-dark-${step}`] = `var(--${darkRamp[step]})`;
  }
  return { variables: ramps, light: scheme, dark: scheme };
};

/** Libraries that add style elements by themselves (scroll locks of drawers) look for the nonce here. */
export function shareStyleNonce(): void {
  Object.assign(globalThis, { __webpack_nonce__: getStyleNonce() });
}

/** The nonce of this answer, from `<meta name="csp-nonce">`: style elements without it are refused by the page's policy. */
export function getStyleNonce(): string {
  return document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? '';
}
