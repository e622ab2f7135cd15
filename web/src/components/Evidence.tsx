import { Popover } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { usePreferences } from '../lib/preferences';
import { t } from '../messages/t';
import './text.css';

/** A sentence, or a name with its value. */
export type EvidenceLine = string | { readonly label: string; readonly value: ReactNode };

export interface EvidenceProps {
  /** The claim. */
  children: ReactNode;
  title: ReactNode;
  /** Rule, readings, receipts: what the claim rests on. */
  lines: readonly EvidenceLine[];
  /** File, command or address it was read from. */
  source?: ReactNode;
  age?: ReactNode;
}

/** Whatever states something can be opened: click, Enter, Space or `e`; Escape closes and gives the focus back. */
export function Evidence({ children, title, lines, source, age }: EvidenceProps) {
  const [opened, setOpened] = useState(false);
  const { keys } = usePreferences();
  const heading = useId();
  const onKeyDown = (event: KeyboardEvent) => {
    const opens = event.key === 'Enter' || event.key === ' ' || (keys && event.key === 'e');
    if (!opens || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    setOpened(true);
  };
  return (
    <Popover opened={opened} onChange={setOpened} withinPortal trapFocus returnFocus width="max-content">
      <Popover.Target>
        {/* biome-ignore lint/a11y/useSemanticElements: a button is one block; a claim breaks over lines like the text it is */}
        <span
          role="button"
          tabIndex={0}
          className="px-evidence"
          onKeyDown={onKeyDown}
          onClick={(event) => {
            event.stopPropagation();
            setOpened((was) => !was);
          }}
        >
          {children}
        </span>
      </Popover.Target>
      <Popover.Dropdown
        className="px-float px-evidence-float"
        aria-labelledby={heading}
        onClick={(e) => e.stopPropagation()}
      >
        {/* The focus needs a place inside, so that Escape closes and Tab goes on from here. */}
        <div className="px-evidence-title" id={heading} tabIndex={-1} data-autofocus>
          {title}
        </div>
        <EvidenceBody lines={lines} source={source} age={age} />
      </Popover.Dropdown>
    </Popover>
  );
}

/** The same content where there is room for it: drawers and row drawers. */
export function EvidenceBody({ lines, source, age }: Pick<EvidenceProps, 'lines' | 'source' | 'age'>) {
  const named = lines.filter((line) => typeof line !== 'string');
  const plain = lines.filter((line) => typeof line === 'string');
  return (
    <>
      <div className="px-evidence-lines">
        {lines.length === 0 && <p>{t('evidence.nothing')}</p>}
        {plain.map((line) => (
          <p key={line}>{line}</p>
        ))}
        {named.length > 0 && (
          <dl className="facts">
            {named.map((line) => (
              <Fact key={line.label} name={line.label} value={line.value} />
            ))}
          </dl>
        )}
      </div>
      {(source !== undefined || age !== undefined) && (
        <dl className="facts px-evidence-foot">
          {source !== undefined && <Fact name={t('evidence.source')} value={<span className="id">{source}</span>} />}
          {age !== undefined && <Fact name={t('evidence.age')} value={age} />}
        </dl>
      )}
    </>
  );
}

function Fact({ name, value }: { name: string; value: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
