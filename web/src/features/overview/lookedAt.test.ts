import { describe, expect, it } from 'vitest';
import { lookedAt } from './lookedAt';

describe('what an answer rests on', () => {
  it('is_said_with_the_right_number', () => {
    const evidence = { filesystems: 1, disks: 2, interfaces: 0, sensors: 12, failedReadings: 0 };
    expect(lookedAt({ nodes: 1, evidence })).toBe('1 node, 1 file system, 2 disks, 12 sensors');
  });

  it('never_keeps_quiet_about_unknown_readings', () => {
    const evidence = { filesystems: 0, disks: 0, interfaces: 0, sensors: 0, failedReadings: 1 };
    expect(lookedAt({ nodes: 3, evidence })).toBe('3 nodes, 1 reading unknown');
  });
});
