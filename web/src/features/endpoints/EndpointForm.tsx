import { Button, NativeSelect, PasswordInput, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { client, unwrap } from '@/api/client';
import type { EndpointInfo, EndpointTrial } from '@/api/types';
import { useChange } from '@/api/useChange';
import { problemText } from '@/app/problemText';
import { SideDrawer } from '@/app/SideDrawer';
import { t } from '@/messages/t';
import { ENDPOINTS } from './queries';
import { Trial } from './Trial';
import { addressesOf } from './words';

interface Draft {
  kind: EndpointInfo['kind'];
  name: string;
  addresses: string;
  token: string;
  fingerprint: string;
}

export function NewEndpointDrawer({ close, made }: { close: () => void; made: (endpoint: EndpointInfo) => void }) {
  const create = useChange(
    (draft: Draft) => unwrap(client.POST('/api/endpoints', { body: bodyOf(draft) })),
    [ENDPOINTS],
  );
  return (
    <SideDrawer title={t('endpoints.new')} close={close}>
      <EndpointForm
        start={{ kind: 'pve', name: '', addresses: '', token: '', fingerprint: '' }}
        isNew
        action={t('endpoints.add')}
        problem={create.problem ? problemText(create.problem) : null}
        isRunning={create.isRunning}
        submit={(draft) => create.run(draft, made)}
        close={close}
      />
    </SideDrawer>
  );
}

export function ChangeEndpoint({ endpoint, done }: { endpoint: EndpointInfo; done: () => void }) {
  const change = useChange(
    (draft: Draft) =>
      unwrap(
        client.PATCH('/api/endpoints/{id}', {
          params: { path: { id: endpoint.id } },
          body: {
            name: draft.name.trim(),
            addresses: addressesOf(draft.addresses),
            fingerprint: draft.fingerprint.trim(),
            ...(draft.token.trim() ? { token: draft.token.trim() } : {}),
          },
        }),
      ),
    [ENDPOINTS],
  );
  return (
    <EndpointForm
      start={{
        kind: endpoint.kind,
        name: endpoint.name,
        addresses: endpoint.addresses.join('\n'),
        token: '',
        fingerprint: endpoint.fingerprint ?? '',
      }}
      action={t('endpoints.save')}
      problem={change.problem ? problemText(change.problem) : null}
      isRunning={change.isRunning}
      submit={(draft) => change.run(draft, done)}
      close={done}
    />
  );
}

interface EndpointFormProps {
  start: Draft;
  isNew?: boolean;
  action: string;
  problem: string | null;
  isRunning: boolean;
  submit: (draft: Draft) => void;
  close: () => void;
}

function EndpointForm({ start, isNew = false, action, problem, isRunning, submit, close }: EndpointFormProps) {
  const [draft, setDraft] = useState(start);
  const put = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const [trial, setTrial] = useState<EndpointTrial | null>(null);
  const attempt = useChange(() => unwrap(client.POST('/api/endpoints/try', { body: bodyOf(draft) })), []);
  const hasAddress = addressesOf(draft.addresses).length > 0;
  const canTry = hasAddress && draft.token.trim() !== '';
  const isReady = draft.name.trim() !== '' && hasAddress && (!isNew || canTry);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) submit(draft);
  };
  const take = (fingerprint: string) => {
    put({ fingerprint });
    setTrial(null);
  };
  const wrong = problem ?? (attempt.problem && problemText(attempt.problem));
  return (
    <form className="form" onSubmit={onSubmit} noValidate>
      <Fields draft={draft} put={put} isNew={isNew} />
      {trial && <Trial trial={trial} take={take} />}
      {wrong && (
        <p className="crit" role="alert">
          {wrong}
        </p>
      )}
      <div className="px-actions">
        <Button type="submit" variant="filled" disabled={!isReady} loading={isRunning}>
          {action}
        </Button>
        <Button disabled={!canTry} loading={attempt.isRunning} onClick={() => attempt.run(undefined, setTrial)}>
          {t('endpoints.try')}
        </Button>
        <Button onClick={close}>{t('confirm.cancel')}</Button>
      </div>
    </form>
  );
}

function Fields({ draft, put, isNew }: { draft: Draft; put: (part: Partial<Draft>) => void; isNew: boolean }) {
  return (
    <>
      {isNew && (
        <NativeSelect
          label={t('endpoints.kind')}
          data={(['pve', 'pbs'] as const).map((kind) => ({ value: kind, label: t(`endpoints.kind.${kind}`) }))}
          value={draft.kind}
          onChange={(event) => put({ kind: event.target.value === 'pbs' ? 'pbs' : 'pve' })}
        />
      )}
      <TextInput
        label={t('endpoints.name')}
        description={t('endpoints.nameHint')}
        maxLength={64}
        autoComplete="off"
        value={draft.name}
        onChange={(event) => put({ name: event.target.value })}
      />
      <Textarea
        label={t('endpoints.addresses')}
        description={t('endpoints.addressesHint')}
        autosize
        minRows={1}
        maxRows={6}
        maxLength={4000}
        spellCheck={false}
        autoCapitalize="none"
        value={draft.addresses}
        onChange={(event) => put({ addresses: event.target.value })}
      />
      <PasswordInput
        label={t('endpoints.token')}
        description={t(isNew ? 'endpoints.tokenHint' : 'endpoints.tokenAgain')}
        visibilityToggleButtonProps={{ 'aria-label': t('access.show') }}
        autoComplete="off"
        maxLength={512}
        value={draft.token}
        onChange={(event) => put({ token: event.target.value })}
      />
      <TextInput
        label={t('endpoints.fingerprint')}
        description={t('endpoints.fingerprintHint')}
        autoComplete="off"
        spellCheck={false}
        maxLength={120}
        value={draft.fingerprint}
        onChange={(event) => put({ fingerprint: event.target.value })}
      />
    </>
  );
}

/** What is sent to store or try a connection. */
const bodyOf = (draft: Draft) => ({
  kind: draft.kind,
  name: draft.name.trim(),
  addresses: addressesOf(draft.addresses),
  token: draft.token.trim(),
  fingerprint: draft.fingerprint.trim() || null,
});
