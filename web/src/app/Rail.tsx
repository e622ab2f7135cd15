import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { accessQuery } from '@/api/queries';
import type { CostFigures } from '@/api/types';
import { StateGlyph, stateOf } from '@/components';
import { useMayOpenAccess } from '@/features/access/may';
import { useFormat } from '@/lib/format';
import { decimal, isKnown, unknownText } from '@/lib/units';
import { useFleet } from '@/live/hooks';
import { t } from '@/messages/t';
import { Mark } from './Mark';

export function Rail({ openHelp }: { openHelp: () => void }) {
  const access = useQuery(accessQuery);
  const fleet = useFleet();
  return (
    <div className="rail">
      <div className="brand">
        <Mark />
        <span className="brand-name">{t('app.name')}</span>
      </div>
      <nav className="nav" aria-label={t('nav.label')}>
        <PageLinks />
      </nav>
      <Cost cost={fleet?.cost ?? null} />
      <div className="who">
        <span className="truncate" title={access.data?.me?.name}>
          {access.data?.me?.displayName}
        </span>
        <button
          type="button"
          className="key-button"
          onClick={openHelp}
          aria-label={t('help.title')}
          aria-keyshortcuts="?"
        >
          ?
        </button>
      </div>
    </div>
  );
}

export function BottomBar({ openSearch }: { openSearch: () => void }) {
  return (
    <nav className="bottom" aria-label={t('nav.label')}>
      <PageLinks />
      <button type="button" onClick={openSearch}>
        <span className="nav-name">{t('nav.search')}</span>
      </button>
    </nav>
  );
}

function PageLinks() {
  const fleet = useFleet();
  const mayOpenAccess = useMayOpenAccess();
  const current = { activeProps: { className: 'on', 'aria-current': 'page' as const } };
  const problems = fleet?.problems ?? 0;
  const worst = fleet ? stateOf(fleet.severity) : null;
  return (
    <>
      <Link to="/" {...current} activeOptions={{ exact: true, includeSearch: false }}>
        <span className="nav-name">{t('nav.overview')}</span>
        {problems > 0 && worst !== null && (
          <span className="nav-note">
            <StateGlyph state={worst} cause={t('nav.problems', { problems })} size={10} /> {problems}
          </span>
        )}
      </Link>
      <Link to="/nodes" {...current} activeOptions={{ includeSearch: false }}>
        <span className="nav-name">{t('nav.nodes')}</span>
        {fleet && <span className="nav-note">{fleet.nodes}</span>}
      </Link>
      {mayOpenAccess && (
        <Link to="/access" {...current} activeOptions={{ includeSearch: false }}>
          <span className="nav-name">{t('nav.access')}</span>
        </Link>
      )}
      <Link to="/settings" {...current} activeOptions={{ includeSearch: false }}>
        <span className="nav-name">{t('nav.settings')}</span>
      </Link>
    </>
  );
}

/** Real counters of the hub; what it does not know yet is not zero. */
export function Cost({ cost }: { cost: CostFigures | null }) {
  const { bytes } = useFormat();
  const cpu = cost?.cpuSecondsPerMinute;
  const rows: [string, string][] = [
    [t('cost.cpu'), isKnown(cpu) ? t('cost.cpuValue', { seconds: decimal(cpu, cpu < 10 ? 2 : 0) }) : unknownText],
    [t('cost.memory'), bytes(cost?.residentBytes)],
    [
      t('cost.written'),
      isKnown(cost?.writtenBytesPerDay)
        ? t('cost.writtenValue', { amount: bytes(cost.writtenBytesPerDay) })
        : unknownText,
    ],
    [t('cost.programs'), decimal(cost?.programsStarted)],
    [t('cost.wakes'), decimal(cost?.disksWoken)],
  ];
  return (
    <section className="cost" aria-label={t('cost.title')}>
      <h2>{t('cost.title')}</h2>
      <dl>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
