import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { toProblem } from '@/api/problem';
import type { BoundsInfo, PlaceRef } from '@/api/types';
import { problemText } from '@/app/problemText';
import { Segmented } from '@/components';
import { t } from '@/messages/t';
import { placeName } from './BoundsText';
import { placesQuery } from './queries';

export const EVERYWHERE: BoundsInfo = { everything: true, places: [] };

const same = (one: PlaceRef, other: PlaceRef) => one.kind === other.kind && one.id === other.id;

interface BoundsFieldProps {
  label: string;
  /** Where what stands above does not say already what this is about. */
  isLabelShown?: boolean;
  value: BoundsInfo;
  onChange: (value: BoundsInfo) => void;
}

/** Everywhere, or a list of places. */
export function BoundsField({ label, isLabelShown = false, value, onChange }: BoundsFieldProps) {
  return (
    <div className="bounds">
      {isLabelShown && (
        <span className="px-input-label" aria-hidden="true">
          {label}
        </span>
      )}
      <Segmented
        label={label}
        value={value.everything ? 'everywhere' : 'some'}
        options={[
          { value: 'everywhere', label: t('bounds.choice.everywhere') },
          { value: 'some', label: t('bounds.choice.some') },
        ]}
        onChange={(choice) => onChange({ everything: choice === 'everywhere', places: value.places })}
      />
      {!value.everything && (
        <PlacesField places={value.places} onChange={(places) => onChange({ everything: false, places })} />
      )}
    </div>
  );
}

interface PlacesFieldProps {
  places: readonly PlaceRef[];
  onChange: (places: PlaceRef[]) => void;
}

/** Places chosen so far, each with a way to take it out, and a search for more. */
export function PlacesField({ places, onChange }: PlacesFieldProps) {
  return (
    <div className="places">
      {places.length > 0 && (
        <ul className="place-list" aria-label={t('bounds.chosen')}>
          {places.map((place) => (
            <li key={`${place.kind}:${place.id}`}>
              <PlaceWords place={place} />
              <button
                type="button"
                className="key-button"
                aria-label={t('bounds.remove', { name: placeName(place) })}
                onClick={() => onChange(places.filter((each) => !same(each, place)))}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
      <PlaceSearch
        isChosen={(place) => places.some((each) => same(each, place))}
        choose={(place) => onChange([...places, place])}
      />
    </div>
  );
}

function PlaceWords({ place }: { place: PlaceRef }) {
  return (
    <span className="truncate" title={place.id}>
      <span className="dim">{t(`place.${place.kind}`)}</span> {placeName(place)}
    </span>
  );
}

function PlaceSearch({
  isChosen,
  choose,
}: {
  isChosen: (place: PlaceRef) => boolean;
  choose: (place: PlaceRef) => void;
}) {
  const [search, setSearch] = useState('');
  const id = useId();
  const found = useQuery(placesQuery(undefined, search.trim()));
  const open = found.data?.items.filter((place) => !isChosen(place)) ?? [];
  return (
    <div>
      <TextInput
        label={t('bounds.search')}
        aria-controls={id}
        autoComplete="off"
        spellCheck={false}
        value={search}
        error={found.error ? problemText(toProblem(found.error)) : undefined}
        onChange={(event) => setSearch(event.target.value)}
        onKeyDown={(event) => {
          // Enter takes the first one; it must not send the form around this field.
          if (event.key !== 'Enter') return;
          event.preventDefault();
          const [first] = open;
          if (first) choose(first);
        }}
      />
      <ul className="place-list" id={id} aria-label={t('bounds.found')}>
        {open.slice(0, 6).map((place) => (
          <li key={`${place.kind}:${place.id}`}>
            <PlaceWords place={place} />
            <button type="button" className="px-evidence" onClick={() => choose(place)}>
              {t('bounds.add')}
            </button>
          </li>
        ))}
        {found.data && open.length === 0 && <li className="dim">{t('bounds.none')}</li>}
      </ul>
    </div>
  );
}
