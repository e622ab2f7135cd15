import type { ChartEvent } from '@/components';
import { useSecond } from '@/lib/clock';
import { moment, zoned } from '@/lib/format';

/** What the letters on the charts mean. */
export function EventList({ events }: { events: readonly ChartEvent[] }) {
  const now = useSecond();
  if (events.length === 0) return null;
  return (
    <ul className="events">
      {events.map((event) => (
        <li key={event.letter}>
          <span className="event-letter" data-state={event.state}>
            {event.letter}
          </span>
          <time title={zoned(event.at)}>{moment(event.at, now)}</time> {event.label}
        </li>
      ))}
    </ul>
  );
}
