import { describe, expect, it } from 'vitest';
import type { DiskHealth } from '@/api/types';
import { celsiusOf, growthWords, verdictOf } from './judge';

const disk = (change: Partial<DiskHealth> = {}): DiskHealth => ({
  id: 'wwn-1',
  device: 'sda',
  kind: 'hardDisk',
  isPresent: true,
  isUsb: false,
  isRemovable: false,
  power: 'awake',
  smart: { value: { isPassed: true, attributes: [], messages: [] } },
  growth: [],
  wakes: 0,
  ...change,
});

const report = (change: object) =>
  ({ smart: { value: { isPassed: true, attributes: [], messages: [], ...change } } }) as Partial<DiskHealth>;

describe('verdictOf', () => {
  it('says fine only on a report that passed', () => {
    expect(verdictOf(disk()).state).toBe('ok');
    expect(verdictOf(disk({ smart: { absent: 'not read yet' } })).state).toBe('unknown');
    expect(verdictOf(disk({ smart: { failed: 'Permission denied' } }))).toEqual({
      state: 'unknown',
      cause: 'Permission denied',
    });
  });

  it('never judges a virtual disk', () => {
    expect(verdictOf(disk({ kind: 'virtual', smart: { absent: 'a virtual disk: it has no SMART' } })).state).toBe(
      'stopped',
    );
    expect(verdictOf(disk({ kind: 'raidVolume', ...report({ isPassed: false }) })).state).toBe('stopped');
  });

  it('takes the disk at its word when it expects to fail, and quotes a known fault', () => {
    expect(verdictOf(disk(report({ isPassed: false }))).state).toBe('critical');
    expect(verdictOf(disk({ ...report({ isPassed: false }), quirk: 'a known fault' })).cause).toBe('a known fault');
  });

  it('warns of growth, not of old scars', () => {
    expect(verdictOf(disk(report({ reallocatedSectors: 8 }))).state).toBe('ok');
    const grown = verdictOf(disk({ growth: [{ counter: 'reallocatedSectors', baseline: 8, now: 11 }] }));
    expect(grown).toEqual({ state: 'warning', cause: '3 more sectors moved since the baseline' });
  });

  it('says wear as life left', () => {
    expect(verdictOf(disk(report({ lifeLeftPercent: 9 }))).cause).toBe('9% of its rated life is left');
    expect(verdictOf(disk(report({ lifeLeftPercent: 10 }))).state).toBe('ok');
  });

  it('warns of a self-test that found an error, and not of one that was aborted', () => {
    const tests = (...passed: (boolean | null)[]) =>
      report({
        selfTests: { isRunning: false, entries: passed.map((isPassed) => ({ type: 'Short', status: 'x', isPassed })) },
      });
    expect(verdictOf(disk(tests(false))).state).toBe('warning');
    expect(verdictOf(disk(tests(null, true))).state).toBe('ok');
  });

  it('shows that a disk sleeps when nothing is wrong with it', () => {
    expect(verdictOf(disk({ power: 'asleep', waiting: 'asleep: it is not touched' })).state).toBe('asleep');
    expect(verdictOf(disk({ power: 'asleep', ...report({ isPassed: false }) })).state).toBe('critical');
  });

  it('names a counter it does not know', () => {
    expect(growthWords({ counter: 'somethingNew', baseline: 1, now: 3 })).toBe('somethingNew: 2 more');
  });
});

describe('celsiusOf', () => {
  const told = { ...report({ temperatureCelsius: 31 }), smartAt: '2026-01-01T00:00:00Z' };

  it('is the newer of report and kernel', () => {
    expect(celsiusOf(disk(told))).toBe(31);
    expect(celsiusOf(disk({ ...told, temperatureCelsius: 36, temperatureAt: '2026-01-01T01:00:00Z' }))).toBe(36);
    expect(celsiusOf(disk({ ...told, temperatureCelsius: 36, temperatureAt: '2025-12-31T00:00:00Z' }))).toBe(31);
  });

  it('is the kernel’s where there is no report', () => {
    const none = disk({ smart: { absent: 'asleep' }, temperatureCelsius: 36, temperatureAt: '2026-01-01T01:00:00Z' });
    expect(celsiusOf(none)).toBe(36);
    expect(celsiusOf(disk({ smart: { absent: 'asleep' } }))).toBeUndefined();
  });
});
