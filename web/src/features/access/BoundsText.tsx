import type { BoundsInfo, PlaceRef } from '@/api/types';
import { t } from '@/messages/t';

/** What people call a place; its id where it has no name any more. */
export const placeName = (place: PlaceRef): string => place.name ?? place.id;

/** "everywhere", or the places with their kinds. */
export function boundsWords(bounds: BoundsInfo): string {
  if (bounds.everything) return t('bounds.everywhere');
  if (bounds.places.length === 0) return t('bounds.nowhere');
  return bounds.places
    .map((place) => t('bounds.place', { kind: t(`place.${place.kind}`), name: placeName(place) }))
    .join(', ');
}
