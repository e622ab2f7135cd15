import { Button, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { t } from '@/messages/t';

const SETTLE_MS = 250;

interface ListSearchProps {
  label: string;
  value: string | undefined;
  onChange: (search: string | undefined) => void;
}

/** A search of the list of a page; the address follows when the typing rests. */
export function ListSearch({ label, value, onChange }: ListSearchProps) {
  const [text, setText] = useState(value ?? '');
  const [seen, setSeen] = useState(value);
  const settle = useRef<ReturnType<typeof setTimeout>>(undefined);
  if (seen !== value) {
    setSeen(value);
    setText(value ?? '');
  }
  useEffect(() => () => clearTimeout(settle.current), []);
  return (
    <TextInput
      type="search"
      aria-label={label}
      placeholder={label}
      maxLength={200}
      value={text}
      onChange={(event) => {
        const next = event.target.value;
        setText(next);
        clearTimeout(settle.current);
        settle.current = setTimeout(() => onChange(next.trim() || undefined), SETTLE_MS);
      }}
    />
  );
}

/** Makes a new thing of the list; says why not while nothing may be changed. */
export function NewButton({ text, may, onClick }: { text: string; may: boolean; onClick: () => void }) {
  return (
    <Button onClick={onClick} disabled={!may} title={may ? undefined : t('allowed.whilePreview')}>
      {text}
    </Button>
  );
}
