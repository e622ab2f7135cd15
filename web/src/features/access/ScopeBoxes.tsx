import { Checkbox } from '@mantine/core';
import type { ScopeInfo } from '@/api/types';
import { t } from '@/messages/t';
import { useMe } from './may';

interface ScopeBoxesProps {
  label: string;
  scopes: readonly ScopeInfo[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  disabled?: boolean;
}

/** A box for each scope with what it allows. What one does not hold oneself cannot be given, and says so. */
export function ScopeBoxes({ label, scopes, chosen, onChange, disabled = false }: ScopeBoxesProps) {
  const held = useMe()?.scopes ?? [];
  return (
    <fieldset className="scope-boxes">
      <legend className="px-input-label">{label}</legend>
      {scopes.map(({ name, description, isWholeOnly }) => {
        const isMine = held.includes(name);
        const notes = [description, isWholeOnly ? t('scope.whole') : null, isMine ? null : t('scope.notHeld')];
        return (
          <Checkbox
            key={name}
            label={<span className="id">{name}</span>}
            description={notes.filter((note) => note !== null).join('. ')}
            checked={chosen.includes(name)}
            disabled={disabled || (!isMine && !chosen.includes(name))}
            onChange={(event) =>
              onChange(event.target.checked ? [...chosen, name] : chosen.filter((each) => each !== name))
            }
          />
        );
      })}
    </fieldset>
  );
}
