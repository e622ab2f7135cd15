import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { toProblem } from '@/api/problem';
import { acceptBaseline, storageQuery } from '@/api/queries';
import type { DiskHealth, SmartReport } from '@/api/types';
import { problemText } from '@/app/problemText';
import { SideDrawer } from '@/app/SideDrawer';
import { Empty, LiveAge, Problem, Section, StateGlyph } from '@/components';
import { ReadingOf } from '@/features/node/ReadingOf';
import { duration, useFormat, zoned } from '@/lib/format';
import { decimal, isKnown } from '@/lib/units';
import { rich, t } from '@/messages/t';
import { Attributes } from './Attributes';
import { DiskPast } from './DiskPast';
import { celsiusOf, growthWords, verdictOf } from './judge';
import { Observations } from './Observations';
import { SelfTests } from './SelfTests';

interface DiskDrawerProps {
  id: string;
  disk: DiskHealth | undefined;
  isLocal: boolean;
  close: () => void;
}

/** Everything known of one disk, and how old it is. */
export function DiskDrawer({ id, disk, isLocal, close }: DiskDrawerProps) {
  if (!disk) {
    return (
      <SideDrawer title={t('storage.disks.title')} close={close}>
        <Empty title={t('disk.gone')} />
      </SideDrawer>
    );
  }
  const { state, cause } = verdictOf(disk);
  return (
    <SideDrawer
      title={t('disk.title', { disk: disk.device, model: disk.model ?? t(`storage.kind.${disk.kind}`) })}
      close={close}
    >
      <p className="storage-verdict">
        <StateGlyph state={state} cause={cause} decorative /> {cause}
      </p>
      {disk.quirk && <p className="mid">{t('disk.quirk', { text: disk.quirk })}</p>}
      <Facts disk={disk} />
      <ReadingOf reading={disk.smart}>
        {(report) => <Report id={id} disk={disk} report={report} isLocal={isLocal} />}
      </ReadingOf>
      <p className="section-foot">{t('disk.source')}</p>
    </SideDrawer>
  );
}

function Facts({ disk }: { disk: DiskHealth }) {
  const { bytes, temperature, percent } = useFormat();
  const report = disk.smart.value;
  const celsius = celsiusOf(disk);
  const kind = t(`storage.kind.${disk.kind}`);
  const none = <span className="dim">–</span>;
  const rows: [string, ReactNode][] = [
    [t('disk.kind'), disk.isUsb ? t('disk.usb', { kind }) : kind],
    [t('disk.capacity'), bytes(disk.sizeBytes)],
    [t('disk.serial'), disk.serial ? <span className="id">{disk.serial}</span> : none],
    [t('disk.wwn'), disk.wwn ? <span className="id">{disk.wwn}</span> : none],
    [t('disk.firmware'), disk.firmware ?? none],
    [t('disk.power'), t(`storage.power.${disk.power}`)],
    [t('disk.reportAge'), <LiveAge key="age" at={disk.smartAt} form="ago" />],
    [t('disk.next'), disk.nextReadAt ? zoned(disk.nextReadAt) : none],
    [t('disk.waiting'), disk.waiting ?? none],
    [t('storage.disks.temperature'), isKnown(celsius) ? temperature(celsius) : none],
    [t('storage.disks.life'), isKnown(report?.lifeLeftPercent) ? percent(report.lifeLeftPercent) : none],
    [t('storage.disks.hours'), isKnown(report?.powerOnHours) ? duration(report.powerOnHours * 3600) : none],
    [t('disk.cycles'), isKnown(report?.powerCycles) ? decimal(report.powerCycles) : none],
    [t('disk.written'), isKnown(report?.writtenBytes) ? bytes(report.writtenBytes) : none],
    [t('disk.wakes'), disk.wakes === 0 ? t('disk.wakesNever') : decimal(disk.wakes)],
  ];
  return <Rows rows={rows} />;
}

function Rows({ rows }: { rows: readonly [string, ReactNode][] }) {
  return (
    <dl className="facts">
      {rows.map(([name, value]) => (
        <div key={name} className="fact">
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Report({
  id,
  disk,
  report,
  isLocal,
}: {
  id: string;
  disk: DiskHealth;
  report: SmartReport;
  isLocal: boolean;
}) {
  const { percent } = useFormat();
  const queries = useQueryClient();
  const refresh = () => void queries.invalidateQueries({ queryKey: storageQuery(id).queryKey });
  const accept = useMutation({ mutationFn: () => acceptBaseline(id, disk.id), onSuccess: refresh });
  const nvme = report.nvme;
  return (
    <>
      <Section
        title={t('disk.baseline.title')}
        note={
          disk.baselineAt ? rich('disk.baseline.note', { age: <LiveAge at={disk.baselineAt} form="ago" /> }) : undefined
        }
      >
        {(disk.growth ?? []).length === 0 ? (
          <p className="dim">{t('storage.growth.none')}</p>
        ) : (
          <ul className="storage-growth">
            {(disk.growth ?? []).map((growth) => (
              <li key={growth.counter}>{growthWords(growth)}</li>
            ))}
          </ul>
        )}
        {isLocal && (disk.growth ?? []).length > 0 && (
          <Button onClick={() => accept.mutate()} loading={accept.isPending}>
            {t('disk.baseline.accept')}
          </Button>
        )}
        {accept.error && <Problem title={t('disk.baseline.failed')} detail={problemText(toProblem(accept.error))} />}
      </Section>
      <Observations seen={disk.observations ?? []} />
      <DiskPast id={id} disk={disk} />
      <SelfTests id={id} disk={disk} log={report.selfTests} isLocal={isLocal} />
      {nvme && (
        <Section title={t('disk.nvme.title')}>
          <Rows
            rows={[
              [
                t('disk.nvme.warnings'),
                nvme.criticalWarning === 0 ? t('disk.nvme.noWarning') : decimal(nvme.criticalWarning),
              ],
              [
                t('disk.nvme.spare'),
                isKnown(nvme.availableSparePercent)
                  ? t('disk.nvme.spareOf', {
                      percent: percent(nvme.availableSparePercent),
                      limit: isKnown(nvme.spareThresholdPercent) ? percent(nvme.spareThresholdPercent) : '–',
                    })
                  : '–',
              ],
              [t('disk.nvme.media'), isKnown(nvme.mediaErrors) ? decimal(nvme.mediaErrors) : '–'],
              [t('disk.nvme.unsafe'), isKnown(nvme.unsafeShutdowns) ? decimal(nvme.unsafeShutdowns) : '–'],
            ]}
          />
        </Section>
      )}
      {(report.attributes ?? []).length > 0 && <Attributes attributes={report.attributes ?? []} />}
    </>
  );
}
