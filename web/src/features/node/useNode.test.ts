import { describe, expect, it } from 'vitest';
import type { NodeDetail, NodeFiguresUpdate } from '@/api/types';
import { busyFigures, findingSample, nodeSample } from '@/testing/samples';
import { merge } from './useNode';

const detail: NodeDetail = {
  summary: nodeSample({ version: 5, sampledAt: '2026-11-20T09:40:00Z' }),
  figures: busyFigures(10),
  findings: [],
  collectors: [],
};
const live = (sampledAt: string): NodeFiguresUpdate => ({
  nodeId: 'n1',
  version: 6,
  sampledAt,
  figures: busyFigures(80),
  findings: [findingSample()],
});
const busy = (view: ReturnType<typeof merge>) => view.figures?.cpu.value?.total.busy;

describe('what is known of a node', () => {
  it('is_the_page_of_the_hub_before_the_stream_says_anything', () => {
    expect(busy(merge(detail, null, null))).toBe(10);
  });

  it('is_what_the_stream_said_last', () => {
    const view = merge(detail, nodeSample({ version: 6, severity: 'warning' }), live('2026-11-20T09:40:01Z'));
    expect([busy(view), view.summary.severity, view.findings.length, view.sampledAt]).toEqual([
      80,
      'warning',
      1,
      '2026-11-20T09:40:01Z',
    ]);
  });

  it('does_not_go_back_to_an_older_sample_of_the_stream', () => {
    const view = merge(detail, nodeSample({ version: 4, severity: 'critical' }), live('2026-11-20T09:39:00Z'));
    expect([busy(view), view.summary.severity, view.sampledAt]).toEqual([10, 'ok', '2026-11-20T09:40:00Z']);
  });

  it('keeps_unknown_unknown', () => {
    const view = merge({ ...detail, figures: null, summary: nodeSample({ sampledAt: null }) }, null, null);
    expect([view.figures, view.sampledAt]).toEqual([null, null]);
  });
});
