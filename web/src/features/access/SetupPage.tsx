import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type ChangeEvent, type FormEvent, useRef, useState } from 'react';
import { client, unwrap } from '@/api/client';
import type { ApiProblem } from '@/api/problem';
import { problemText } from '@/app/problemText';
import { useTitle } from '@/app/title';
import { t } from '@/messages/t';
import { AccessFrame } from './AccessFrame';
import { checkSetup, type SetupErrors, type SetupForm } from './rules';
import { useSignIn } from './useSignIn';

const FIELDS = ['code', 'name', 'password', 'again'] as const;

export default function SetupPage({ version }: { version: string }) {
  useTitle(t('access.setup.title'));
  const [form, setForm] = useState<SetupForm>({ code: '', name: '', password: '', again: '' });
  const [errors, setErrors] = useState<SetupErrors>({});
  const element = useRef<HTMLFormElement>(null);
  const setUp = useSignIn((sent: SetupForm) =>
    unwrap(
      client.POST('/api/setup', { body: { code: sent.code.trim(), name: sent.name.trim(), password: sent.password } }),
    ),
  );
  const refused = setUp.problem ? refusedField(setUp.problem) : null;

  const change = (field: keyof SetupForm) => (event: ChangeEvent<HTMLInputElement>) => {
    setForm({ ...form, [field]: event.target.value });
    setErrors({ ...errors, [field]: undefined });
    if (refused === field) setUp.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong = checkSetup(form);
    setErrors(wrong);
    const first = FIELDS.find((field) => wrong[field]);
    if (first) focusField(element.current, first);
    else setUp.mutate(form, { onError: () => focusField(element.current, 'code') });
  };
  const errorOf = (field: keyof SetupForm) =>
    errors[field] ?? (refused === field && setUp.problem ? problemText(setUp.problem) : undefined);

  return (
    <AccessFrame title={t('access.setup.title')} version={version}>
      <p className="mid">{t('access.setup.lead')}</p>
      <form ref={element} onSubmit={submit} noValidate>
        <TextInput
          label={t('access.code')}
          description={t('access.setup.codeWhere')}
          name="code"
          autoComplete="one-time-code"
          autoCapitalize="characters"
          spellCheck={false}
          autoFocus
          value={form.code}
          error={errorOf('code')}
          onChange={change('code')}
        />
        <TextInput
          label={t('access.name')}
          description={t('access.nameRule')}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          value={form.name}
          error={errorOf('name')}
          onChange={change('name')}
        />
        <PasswordInput
          visibilityToggleButtonProps={{ 'aria-label': t('access.show') }}
          label={t('access.password')}
          description={t('access.passwordRule')}
          name="password"
          autoComplete="new-password"
          value={form.password}
          error={errorOf('password')}
          onChange={change('password')}
        />
        <PasswordInput
          visibilityToggleButtonProps={{ 'aria-label': t('access.show') }}
          label={t('access.again')}
          name="again"
          autoComplete="new-password"
          value={form.again}
          error={errorOf('again')}
          onChange={change('again')}
        />
        <Button type="submit" variant="filled" loading={setUp.isPending}>
          {t('access.setup.submit')}
        </Button>
      </form>
    </AccessFrame>
  );
}

/** The field a refusal of the hub belongs to, by its code. */
function refusedField(problem: ApiProblem): keyof SetupForm {
  if (problem.code.includes('password')) return 'password';
  return problem.code.includes('name') ? 'name' : 'code';
}

function focusField(form: HTMLFormElement | null, field: keyof SetupForm): void {
  const name = field === 'name' ? 'username' : field;
  form?.querySelector<HTMLInputElement>(`input[name="${name}"]`)?.focus();
}
