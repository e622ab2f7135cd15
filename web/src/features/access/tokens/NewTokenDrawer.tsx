import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { client, unwrap } from '@/api/client';
import { toProblem } from '@/api/problem';
import type { BoundsInfo, ScopeList, TokenMade } from '@/api/types';
import { useChange } from '@/api/useChange';
import { problemText } from '@/app/problemText';
import { SideDrawer } from '@/app/SideDrawer';
import { LoadingLines, Problem } from '@/components';
import { t } from '@/messages/t';
import { BoundsField, EVERYWHERE } from '../BoundsField';
import { ACCESS_MANAGE, useMay } from '../may';
import { scopesQuery } from '../queries';
import { ScopeBoxes } from '../ScopeBoxes';

const OWN = 'own';
const DAYS = [7, 30, 90, 365] as const;
const NEVER = 'never';

interface NewTokenDrawerProps {
  close: () => void;
  made: (token: TokenMade) => void;
}

export function NewTokenDrawer({ close, made }: NewTokenDrawerProps) {
  const scopes = useQuery(scopesQuery);
  return (
    <SideDrawer title={t('tokens.new')} close={close}>
      {scopes.data ? (
        <NewToken known={scopes.data} close={close} made={made} />
      ) : scopes.error ? (
        <Problem title={t('tokens.failed')} detail={problemText(toProblem(scopes.error))} />
      ) : (
        <LoadingLines />
      )}
    </SideDrawer>
  );
}

function NewToken({ known, close, made }: NewTokenDrawerProps & { known: ScopeList }) {
  const [name, setName] = useState('');
  const [preset, setPreset] = useState(known.presets[0]?.name ?? OWN);
  const [chosen, setChosen] = useState<string[]>(['read']);
  const [bounds, setBounds] = useState<BoundsInfo>(EVERYWHERE);
  const [days, setDays] = useState('90');
  const mayBound = useMay(ACCESS_MANAGE);
  const create = useChange(
    () =>
      unwrap(
        client.POST('/api/tokens', {
          body: {
            name: name.trim(),
            ...(preset === OWN ? { scopes: chosen } : { preset }),
            ...(bounds.everything
              ? {}
              : { bounds: { everything: false, places: bounds.places.map(({ kind, id }) => ({ kind, id })) } }),
            ...(days === NEVER ? { neverExpires: true } : { expiresInDays: Number(days), neverExpires: false }),
          },
        }),
      ),
    ['tokens', 'users'],
  );
  const description = known.presets.find((each) => each.name === preset)?.description;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) create.run(undefined, made);
  };
  return (
    <form className="form" onSubmit={submit} noValidate>
      <p className="mid">{t('tokens.newMeans')}</p>
      <TextInput
        label={t('tokens.name')}
        description={t('tokens.nameFor')}
        maxLength={64}
        autoComplete="off"
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <NativeSelect
        label={t('tokens.may')}
        description={description}
        data={[
          ...known.presets.map((each) => ({ value: each.name, label: each.name })),
          { value: OWN, label: t('tokens.own') },
        ]}
        value={preset}
        onChange={(event) => setPreset(event.target.value)}
      />
      {preset === OWN && (
        <ScopeBoxes label={t('roles.scopes')} scopes={known.items} chosen={chosen} onChange={setChosen} />
      )}
      {mayBound && <BoundsField label={t('tokens.where')} isLabelShown value={bounds} onChange={setBounds} />}
      <NativeSelect
        label={t('tokens.for')}
        description={days === NEVER ? t('tokens.neverWhy') : undefined}
        data={[
          ...DAYS.map((each) => ({ value: String(each), label: t('tokens.days', { days: each }) })),
          { value: NEVER, label: t('tokens.never') },
        ]}
        value={days}
        onChange={(event) => setDays(event.target.value)}
      />
      {create.problem && (
        <p className="crit" role="alert">
          {problemText(create.problem)}
        </p>
      )}
      <div className="px-actions">
        <Button type="submit" variant="filled" disabled={!name.trim()} loading={create.isRunning}>
          {t('tokens.create')}
        </Button>
        <Button onClick={close}>{t('confirm.cancel')}</Button>
      </div>
    </form>
  );
}
