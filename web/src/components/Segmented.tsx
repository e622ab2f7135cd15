import { useId } from 'react';
import './text.css';

export interface SegmentedProps<Value extends string> {
  /** What is chosen here, for those who hear it: "Range". */
  label: string;
  value: Value;
  options: readonly { readonly value: Value; readonly label: string; readonly hint?: string }[];
  onChange: (value: Value) => void;
}

/** A few choices side by side: radio buttons in truth, so that arrows move and one Tab passes. */
export function Segmented<Value extends string>({ label, value, options, onChange }: SegmentedProps<Value>) {
  const name = useId();
  return (
    <div className="px-segmented" aria-label={label} role="radiogroup">
      {options.map((option) => (
        <label className="px-segment" key={option.value} title={option.hint}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span className="px-segment-text" data-text={option.label}>
            {option.label}
          </span>
        </label>
      ))}
    </div>
  );
}
