import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { TokenMade } from '@/api/types';
import { t } from '@/messages/t';

/** The one time a token is shown. It stays until it is dismissed, and is nowhere else. */
export function SecretOnce({ made, done }: { made: TokenMade; done: () => void }) {
  const [copied, setCopied] = useState<boolean | null>(null);
  const text = useRef<HTMLElement>(null);
  useEffect(() => text.current?.focus(), []);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(made.token);
      setCopied(true);
    } catch {
      // Without https a browser may have no clipboard; then the text is selected for the person to copy.
      if (text.current) getSelection()?.selectAllChildren(text.current);
      setCopied(false);
    }
  };
  return (
    <div className="secret-once" role="status">
      <p>
        <b>{t('tokens.once', { name: made.info.name })}</b>
      </p>
      <code className="id secret-text" ref={text} tabIndex={-1}>
        {made.token}
      </code>
      <div className="px-actions">
        <Button variant="filled" onClick={() => void copy()}>
          {t('tokens.copy')}
        </Button>
        <Button onClick={done}>{t('tokens.kept')}</Button>
        {copied !== null && <span className="mid">{copied ? t('tokens.copied') : t('tokens.copyFailed')}</span>}
      </div>
    </div>
  );
}
