import { Button, NativeSelect } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { client, unwrap } from '@/api/client';
import type { TokenInfo, TokenMade } from '@/api/types';
import { useChange } from '@/api/useChange';
import { Confirm } from '@/app/Confirm';
import { problemText } from '@/app/problemText';
import { SideDrawer } from '@/app/SideDrawer';
import { LiveAge } from '@/components';
import { zoned } from '@/lib/format';
import { t } from '@/messages/t';
import { boundsWords } from '../BoundsText';
import { useMayChange } from '../may';

const OVERLAPS = [0, 3600, 86_400] as const;

interface TokenDrawerProps {
  token: TokenInfo;
  close: () => void;
  rotated: (made: TokenMade) => void;
}

/** One token: what it may, when it was used, a new secret, the end of it. */
export function TokenDrawer({ token, close, rotated }: TokenDrawerProps) {
  const [isRevoking, setRevoking] = useState(false);
  const mayChange = useMayChange();
  const isLive = token.state === 'active' || token.state === 'ownerDisabled';
  return (
    <SideDrawer title={token.name} close={close}>
      <dl className="facts">
        {factsOf(token).map(([name, value]) => (
          <div key={name} className="fact">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {isLive && mayChange && (
        <>
          <Rotate token={token} rotated={rotated} />
          <div className="drawer-part">
            <Button variant="danger" onClick={() => setRevoking(true)}>
              {t('tokens.revoke')}
            </Button>
          </div>
        </>
      )}
      {isRevoking && <Revoke token={token} close={() => setRevoking(false)} gone={close} />}
    </SideDrawer>
  );
}

function factsOf(token: TokenInfo): [string, ReactNode][] {
  const lost = token.scopes.filter((scope) => !token.effectiveScopes.includes(scope));
  return [
    [t('tokens.prefix'), <span className="id">{t('tokens.begins', { prefix: token.prefix })}</span>],
    [t('tokens.owner'), token.ownerName],
    [t('tokens.state'), t(`tokens.state.${token.state}`)],
    [t('tokens.may'), <span className="id">{token.effectiveScopes.join(', ') || t('allowed.nothing')}</span>],
    ...(lost.length > 0 && !token.isEverything
      ? ([[t('tokens.lost'), t('tokens.lostWhy', { scopes: lost.join(', ') })]] as [string, ReactNode][])
      : []),
    [t('tokens.where'), boundsWords(token.bounds)],
    [t('tokens.made'), zoned(token.createdAt)],
    [t('tokens.expires'), token.expiresAt ? zoned(token.expiresAt) : t('tokens.never')],
    [
      t('tokens.used'),
      token.usedAt ? (
        <>
          <LiveAge at={token.usedAt} form="ago" />
          {token.usedAddress && <span className="dim"> {t('tokens.from', { address: token.usedAddress })}</span>}
        </>
      ) : (
        t('tokens.neverUsed')
      ),
    ],
    ...(token.previousUntil
      ? ([[t('tokens.previous'), t('tokens.previousUntil', { at: zoned(token.previousUntil) })]] as [
          string,
          ReactNode,
        ][])
      : []),
  ];
}

function Rotate({ token, rotated }: { token: TokenInfo; rotated: (made: TokenMade) => void }) {
  const [overlap, setOverlap] = useState('0');
  const rotate = useChange(
    () =>
      unwrap(
        client.POST('/api/tokens/{prefix}/rotate', {
          params: { path: { prefix: token.prefix } },
          body: { overlapSeconds: Number(overlap) },
        }),
      ),
    ['tokens'],
  );
  return (
    <div className="drawer-part form">
      <h3>{t('tokens.rotate')}</h3>
      <p className="mid">{t('tokens.rotateMeans')}</p>
      <NativeSelect
        label={t('tokens.overlap')}
        data={OVERLAPS.map((seconds) => ({ value: String(seconds), label: t(`tokens.overlap.${seconds}`) }))}
        value={overlap}
        onChange={(event) => setOverlap(event.target.value)}
      />
      {rotate.problem && (
        <p className="crit" role="alert">
          {problemText(rotate.problem)}
        </p>
      )}
      <div>
        <Button loading={rotate.isRunning} onClick={() => rotate.run(undefined, rotated)}>
          {t('tokens.rotate')}
        </Button>
      </div>
    </div>
  );
}

function Revoke({ token, close, gone }: { token: TokenInfo; close: () => void; gone: () => void }) {
  const revoke = useChange(
    () => unwrap(client.DELETE('/api/tokens/{prefix}', { params: { path: { prefix: token.prefix } } })),
    ['tokens', 'users'],
  );
  return (
    <Confirm
      title={t('tokens.revokeTitle', { name: token.name })}
      action={t('tokens.revoke')}
      isRunning={revoke.isRunning}
      problem={revoke.problem}
      confirm={() => revoke.run(undefined, gone)}
      close={close}
    >
      {t('tokens.revokeMeans')}
    </Confirm>
  );
}
