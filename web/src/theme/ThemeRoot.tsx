import { MantineProvider } from '@mantine/core';
import { type ReactNode, useLayoutEffect } from 'react';
import { usePreferences } from '../lib/preferences';
import { preferenceColorScheme } from './colorScheme';
import './mantine.css';
import './fonts.css';
import './tokens.css';
import './base.css';
import './controls.css';
import { cssVariablesResolver, getStyleNonce, shareStyleNonce, theme } from './theme';

const colorScheme = preferenceColorScheme();
shareStyleNonce();

/** Everything the components need around them: colours, fonts, density. Wrap the application in it once. */
export function ThemeRoot({ children, env = 'default' }: { children: ReactNode; env?: 'default' | 'test' }) {
  const { density } = usePreferences();
  useLayoutEffect(() => {
    document.documentElement.dataset.density = density;
  }, [density]);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      deduplicateCssVariables={false}
      getStyleNonce={getStyleNonce}
      colorSchemeManager={colorScheme}
      defaultColorScheme="auto"
      env={env}
    >
      {children}
    </MantineProvider>
  );
}
