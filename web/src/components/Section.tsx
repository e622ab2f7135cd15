import { type ReactNode, useId } from 'react';
import './text.css';

export interface SectionProps {
  title: ReactNode;
  note?: ReactNode;
  aside?: ReactNode;
  /** Anchor in the address. */
  id?: string;
  children: ReactNode;
}

/** A part of a page, hung from one rule. */
export function Section({ title, note, aside, id, children }: SectionProps) {
  const heading = useId();
  return (
    <section className="px-section" id={id} aria-labelledby={heading}>
      <header className="px-section-head">
        <h2 className="px-section-title" id={heading}>
          {title}
        </h2>
        {note !== undefined && <span className="px-section-note">{note}</span>}
        {aside !== undefined && <div className="px-section-aside">{aside}</div>}
      </header>
      {children}
    </section>
  );
}
