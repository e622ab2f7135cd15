import type { DiskHealth, SmartGrowth } from '@/api/types';
import type { State } from '@/components';
import { isMessageKey, t } from '@/messages/t';

export interface Verdict {
  state: State;
  /** One clause without the name of the disk. */
  cause: string;
}

const WORN = 10;

/**
 * What the evidence of a disk says, worst first. A virtual disk is never judged; a sleeping one keeps what was last known; no report is
 * unknown and never fine.
 */
export function verdictOf(disk: DiskHealth): Verdict {
  if (disk.kind === 'virtual' || disk.kind === 'raidVolume') {
    return { state: 'stopped', cause: disk.smart.absent ?? t('storage.kind.virtual') };
  }
  const report = disk.smart.value;
  if (!report) return { state: 'unknown', cause: disk.smart.failed ?? disk.smart.absent ?? t('storage.state.notRead') };
  if (report.isPassed === false) return { state: 'critical', cause: disk.quirk ?? t('storage.state.failing') };
  const failing = (report.attributes ?? []).find((each) => each.failed === 'now' && each.isPrefail);
  if (failing) return { state: 'critical', cause: t('storage.state.attribute', { name: failing.name }) };
  if (report.nvme && report.nvme.criticalWarning > 0)
    return { state: 'critical', cause: disk.quirk ?? t('storage.state.warning') };
  const tested = report.selfTests?.entries?.find((each) => each.isPassed !== undefined && each.isPassed !== null);
  if (tested?.isPassed === false) return { state: 'warning', cause: t('storage.state.test') };
  const grown = (disk.growth ?? [])[0];
  if (grown) return { state: 'warning', cause: t('storage.state.grown', { words: growthWords(grown) }) };
  const life = report.lifeLeftPercent;
  if (life !== undefined && life !== null && life < WORN) {
    return { state: 'warning', cause: t('storage.state.wear', { percent: `${life}%` }) };
  }
  if (disk.power === 'asleep') return { state: 'asleep', cause: disk.waiting ?? t('storage.power.asleep') };
  return { state: 'ok', cause: t('storage.state.passed') };
}

/** The newer of what the disk reported and what the kernel reads of one in use. */
export function celsiusOf(disk: DiskHealth): number | null | undefined {
  const isNewer = disk.temperatureAt && (!disk.smartAt || disk.temperatureAt > disk.smartAt);
  return isNewer ? disk.temperatureCelsius : disk.smart.value?.temperatureCelsius;
}

export function growthWords(growth: SmartGrowth): string {
  const count = growth.now - growth.baseline;
  const key = `storage.growth.${growth.counter}`;
  if (key === 'storage.growth.none' || !isMessageKey(key))
    return t('storage.growth.other', { name: growth.counter, count });
  return t(key as 'storage.growth.pendingSectors', { count });
}
