import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { client, unwrap } from '@/api/client';
import type { EndpointInfo, EndpointTrial } from '@/api/types';
import { useChange } from '@/api/useChange';
import { Confirm } from '@/app/Confirm';
import { problemText } from '@/app/problemText';
import { SideDrawer } from '@/app/SideDrawer';
import { LiveAge, StateGlyph } from '@/components';
import { t } from '@/messages/t';
import { ChangeEndpoint } from './EndpointForm';
import { ENDPOINTS } from './queries';
import { Trial } from './Trial';
import { endpointHolds, endpointSays, endpointState } from './words';

interface EndpointDrawerProps {
  endpoint: EndpointInfo;
  mayChange: boolean;
  close: () => void;
}

/** One connection: how it is, what it costs, and what can be done about it. */
export function EndpointDrawer({ endpoint, mayChange, close }: EndpointDrawerProps) {
  const [isChanging, setChanging] = useState(false);
  const [isRemoving, setRemoving] = useState(false);
  return (
    <SideDrawer title={endpoint.name} close={close}>
      {isChanging ? (
        <ChangeEndpoint endpoint={endpoint} done={() => setChanging(false)} />
      ) : (
        <>
          <p>
            <StateGlyph state={endpointState(endpoint)} cause={endpointSays(endpoint)} decorative />{' '}
            {endpointSays(endpoint)}
          </p>
          {endpoint.status.message && <p className="crit">{endpoint.status.message}</p>}
          <dl className="facts">
            {factsOf(endpoint).map(([name, value]) => (
              <div key={name} className="fact">
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          {mayChange && <Actions id={endpoint.id} change={() => setChanging(true)} remove={() => setRemoving(true)} />}
        </>
      )}
      {isRemoving && <Remove endpoint={endpoint} close={() => setRemoving(false)} gone={close} />}
    </SideDrawer>
  );
}

function factsOf(endpoint: EndpointInfo): [string, ReactNode][] {
  const { status } = endpoint;
  const facts: [string, ReactNode][] = [
    [t('endpoints.kind'), `${t(`endpoints.kind.${endpoint.kind}`)} ${status.version ?? ''}`],
  ];
  const put = (name: string, value: ReactNode) => {
    if (value != null && value !== '') facts.push([name, value]);
  };
  put(t('endpoints.holds'), endpointHolds(endpoint).join(', '));
  put(
    t('endpoints.cluster'),
    status.cluster && [status.cluster, status.isQuorate === true && t('endpoints.quorate')].filter(Boolean).join(', '),
  );
  put(t('endpoints.since'), status.since && <LiveAge at={status.since} form="ago" />);
  put(
    t('endpoints.answered'),
    status.answeredAt ? <LiveAge at={status.answeredAt} form="ago" /> : t('endpoints.never'),
  );
  put(t('endpoints.addresses'), <span className="id endpoint-code">{endpoint.addresses.join(' ')}</span>);
  put(
    t('endpoints.where'),
    endpoint.addresses.length > 1 && status.where && <span className="id">{status.where}</span>,
  );
  put(t('endpoints.as'), <span className="id">{endpoint.tokenId}</span>);
  put(t('endpoints.certificate'), certificateOf(endpoint));
  put(
    t('endpoints.cost'),
    status.callsPerMinute != null
      ? t('endpoints.callsPerMinute', { calls: status.callsPerMinute })
      : t('endpoints.calls', { calls: status.calls ?? 0 }),
  );
  const ahead = status.clockAheadSeconds;
  put(
    t('endpoints.clock'),
    ahead != null && (
      <span className="warn">
        {t(ahead > 0 ? 'endpoints.clockAhead' : 'endpoints.clockBehind', { seconds: Math.abs(ahead) })}
      </span>
    ),
  );
  return facts.filter(([, value]) => value !== false);
}

function certificateOf({ fingerprint, hasAuthorities }: EndpointInfo): ReactNode {
  if (fingerprint != null)
    return <span className="id endpoint-code">{t('endpoints.certificatePinned', { fingerprint })}</span>;
  return t(hasAuthorities ? 'endpoints.certificateOwn' : 'endpoints.certificateSystem');
}

function Actions({ id, change, remove }: { id: string; change: () => void; remove: () => void }) {
  const [trial, setTrial] = useState<EndpointTrial | null>(null);
  const path = { params: { path: { id } } };
  const refresh = useChange(() => unwrap(client.POST('/api/endpoints/{id}/refresh', path)), [ENDPOINTS]);
  const attempt = useChange(() => unwrap(client.POST('/api/endpoints/{id}/try', path)), []);
  const problem = refresh.problem ?? attempt.problem;
  return (
    <div className="drawer-part form">
      {trial && <Trial trial={trial} />}
      {problem && (
        <p className="crit" role="alert">
          {problemText(problem)}
        </p>
      )}
      <div className="px-actions">
        <Button loading={refresh.isRunning} onClick={() => refresh.run(undefined)}>
          {t('endpoints.refresh')}
        </Button>
        <Button loading={attempt.isRunning} onClick={() => attempt.run(undefined, setTrial)}>
          {t('endpoints.try')}
        </Button>
        <Button onClick={change}>{t('endpoints.edit')}</Button>
        <Button variant="danger" onClick={remove}>
          {t('endpoints.remove')}
        </Button>
      </div>
    </div>
  );
}

function Remove({ endpoint, close, gone }: { endpoint: EndpointInfo; close: () => void; gone: () => void }) {
  const remove = useChange(
    () => unwrap(client.DELETE('/api/endpoints/{id}', { params: { path: { id: endpoint.id } } })),
    [ENDPOINTS],
  );
  return (
    <Confirm
      title={t('endpoints.removeTitle', { name: endpoint.name })}
      action={t('endpoints.remove')}
      isRunning={remove.isRunning}
      problem={remove.problem}
      confirm={() => remove.run(undefined, gone)}
      close={close}
    >
      {t('endpoints.removeMeans')}
    </Confirm>
  );
}
