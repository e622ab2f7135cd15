import { useMantineColorScheme } from '@mantine/core';
import type { ReactNode } from 'react';
import { Segmented } from '@/components';
import { zoneName } from '@/lib/format';
import { type Preferences, setPreference, usePreferences } from '@/lib/preferences';
import { t } from '@/messages/t';

/** What a person chose for this browser; nothing of it reaches the hub. */
export function Appearance() {
  const preferences = usePreferences();
  const { setColorScheme } = useMantineColorScheme();
  return (
    <div className="settings">
      <p className="dim">{t('settings.browser')}</p>
      <Setting name={t('settings.theme')}>
        <Segmented
          label={t('settings.theme')}
          value={preferences.theme}
          options={options(['auto', 'dark', 'light'] as const, (value) => t(`settings.theme.${value}`))}
          onChange={(theme) => setColorScheme(theme)}
        />
      </Setting>
      <Setting name={t('settings.density')}>
        <Choice
          name="density"
          label={t('settings.density')}
          values={['dense', 'roomy']}
          word={(value) => t(`settings.density.${value}`)}
        />
      </Setting>
      <Setting name={t('settings.rates')}>
        <Choice
          name="rates"
          label={t('settings.rates')}
          values={['bits', 'bytes']}
          word={(value) => t(`settings.rates.${value}`)}
        />
      </Setting>
      <Setting name={t('settings.temperature')}>
        <Choice
          name="temperature"
          label={t('settings.temperature')}
          values={['celsius', 'fahrenheit']}
          word={(value) => t(`settings.temperature.${value}`)}
        />
      </Setting>
      <Setting name={t('settings.keys')} note={t('settings.keysNote')}>
        <Segmented
          label={t('settings.keys')}
          value={preferences.keys ? 'on' : 'off'}
          options={options(['on', 'off'] as const, (value) => t(`settings.keys.${value}`))}
          onChange={(value) => setPreference('keys', value === 'on')}
        />
      </Setting>
      <p className="dim settings-zone">{t('settings.zone', { zone: zoneName() })}</p>
    </div>
  );
}

function Setting({ name, note, children }: { name: string; note?: string; children: ReactNode }) {
  return (
    <div className="setting">
      <span className="setting-name">{name}</span>
      {children}
      {note && <span className="dim setting-note">{note}</span>}
    </div>
  );
}

type Worded = 'density' | 'rates' | 'temperature';

interface ChoiceProps<Name extends Worded> {
  name: Name;
  label: string;
  values: readonly Preferences[Name][];
  word: (value: Preferences[Name]) => string;
}

function Choice<Name extends Worded>(props: ChoiceProps<Name>) {
  const preferences = usePreferences();
  return (
    <Segmented
      label={props.label}
      value={preferences[props.name]}
      options={options(props.values, props.word)}
      onChange={(value) => setPreference(props.name, value)}
    />
  );
}

function options<Value extends string>(values: readonly Value[], word: (value: Value) => string) {
  return values.map((value) => ({ value, label: word(value) }));
}
