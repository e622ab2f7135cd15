import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { client, unwrap } from '@/api/client';
import { problemText } from '@/app/problemText';
import { useTitle } from '@/app/title';
import { t } from '@/messages/t';
import { AccessFrame } from './AccessFrame';
import { useSignIn } from './useSignIn';

export default function LoginPage({ version }: { version: string }) {
  useTitle(t('access.login.title'));
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState<{ name?: string; password?: string }>({});
  const passwordField = useRef<HTMLInputElement>(null);
  const signIn = useSignIn((form: { name: string; password: string }) =>
    unwrap(client.POST('/api/login', { body: form })),
  );

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const lacks = {
      name: name.trim() ? undefined : t('access.nameMissing'),
      password: password ? undefined : t('access.passwordMissing'),
    };
    setMissing(lacks);
    if (lacks.name || lacks.password) return;
    signIn.mutate({ name: name.trim(), password }, { onError: () => passwordField.current?.select() });
  };

  return (
    <AccessFrame title={t('access.login.title')} version={version}>
      <form onSubmit={submit} noValidate>
        <TextInput
          label={t('access.name')}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          value={name}
          error={missing.name}
          onChange={(event) => setName(event.target.value)}
        />
        <PasswordInput
          visibilityToggleButtonProps={{ 'aria-label': t('access.show') }}
          ref={passwordField}
          label={t('access.password')}
          name="password"
          autoComplete="current-password"
          value={password}
          error={missing.password ?? (signIn.problem ? problemText(signIn.problem) : undefined)}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Button type="submit" variant="filled" loading={signIn.isPending}>
          {t('access.login.submit')}
        </Button>
      </form>
    </AccessFrame>
  );
}
