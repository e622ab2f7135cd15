import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { AUDIT_OUTCOMES, type AuditSearch } from '@/app/search';
import { zoneName } from '@/lib/format';
import { t } from '@/messages/t';

interface AuditFiltersProps {
  value: AuditSearch;
  onChange: (value: AuditSearch) => void;
}

/** What to look for. Nothing is asked until the form is sent: each question reads the whole log. */
export function AuditFilters({ value, onChange }: AuditFiltersProps) {
  const [draft, setDraft] = useState(value);
  const [seen, setSeen] = useState(value);
  if (seen !== value) {
    setSeen(value);
    setDraft(value);
  }
  const set = (name: keyof AuditSearch) => (event: { target: { value: string } }) =>
    setDraft({ ...draft, [name]: event.target.value || undefined });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChange(draft);
  };
  return (
    <form className="audit-filters" onSubmit={submit} onReset={() => onChange({})}>
      <TextInput
        type="search"
        label={t('audit.text')}
        maxLength={200}
        value={draft.text ?? ''}
        onChange={set('text')}
      />
      <TextInput label={t('audit.who')} maxLength={200} value={draft.principal ?? ''} onChange={set('principal')} />
      <TextInput
        label={t('audit.action')}
        placeholder={t('audit.actionLike')}
        maxLength={200}
        value={draft.action ?? ''}
        onChange={set('action')}
      />
      <NativeSelect
        label={t('audit.outcome')}
        data={[
          { value: '', label: t('audit.outcome.any') },
          ...AUDIT_OUTCOMES.map((each) => ({ value: each, label: t(`audit.outcome.${each}`) })),
        ]}
        value={draft.outcome ?? ''}
        onChange={set('outcome')}
      />
      <TextInput
        type="datetime-local"
        label={t('audit.from', { zone: zoneName() })}
        value={draft.from ?? ''}
        onChange={set('from')}
      />
      <TextInput type="datetime-local" label={t('audit.to')} value={draft.to ?? ''} onChange={set('to')} />
      <div className="px-actions">
        <Button type="submit" variant="filled">
          {t('audit.find')}
        </Button>
        <Button type="reset">{t('audit.all')}</Button>
      </div>
    </form>
  );
}
