import { describe, expect, it } from 'vitest';
import type { Finding } from '@/api/types';
import { findingSample, fleetSample, nodeSample } from '@/testing/samples';
import { sentenceOf } from './sentence';

const finding = (node: string, severity: Finding['severity'], text: string) =>
  findingSample({ key: `${text}:${node}`, node, severity, text });
const names = (id: string) => nodeSample({ id, name: `name-of-${id}` });
const say = (more: Parameters<typeof fleetSample>[0]) => sentenceOf(fleetSample(more), names);

describe('is everything okay?', () => {
  it('says_so_with_the_evidence', () => {
    expect(say({})).toMatchObject({ kind: 'okay', nodes: 1, evidence: { filesystems: 3 } });
  });

  it('does_not_say_so_while_a_reading_failed', () => {
    const evidence = { filesystems: 3, disks: 2, interfaces: 4, sensors: 6, failedReadings: 2 };
    expect(say({ evidence })).toEqual({ kind: 'blind', failed: 2 });
    expect(say({ evidence, severity: 'info', findings: [finding('a', 'info', 'note')] })).toEqual({
      kind: 'blind',
      failed: 2,
    });
  });

  it('is_never_okay_without_a_node', () => {
    expect(say({ nodes: 0, severity: 'ok' })).toEqual({ kind: 'empty' });
  });

  it('is_starting_while_nodes_have_not_reported', () => {
    expect(say({ severity: 'unknown', nodes: 9, nodesAnswering: 6 })).toEqual({
      kind: 'starting',
      nodes: 9,
      answering: 6,
    });
  });

  it.each(['critical', 'warning'] as const)('does_not_hide_a_%s_verdict_that_no_finding_explains', (severity) => {
    expect(say({ severity })).toEqual({ kind: 'unexplained', severity });
  });

  it('is_unexplained_when_all_answer_and_the_state_is_unknown', () => {
    expect(say({ severity: 'unknown', nodes: 2, nodesAnswering: 2 })).toEqual({
      kind: 'unexplained',
      severity: 'unknown',
    });
  });

  it('speaks_of_the_worst_first_and_groups_by_place', () => {
    const findings = [finding('b', 'warning', 'w'), finding('a', 'critical', 'c'), finding('b', 'critical', 'd')];
    const sentence = say({ severity: 'critical', problems: 3, findings });
    expect(sentence).toMatchObject({ kind: 'findings', problems: 3, more: 0 });
    expect(
      sentence.kind === 'findings' &&
        sentence.places.map((place) => [place.name, place.findings.map((each) => each.text)]),
    ).toEqual([
      ['name-of-a', ['c']],
      ['name-of-b', ['d', 'w']],
    ]);
  });

  it('stops_after_three_clauses_and_counts_the_rest', () => {
    const findings = Array.from({ length: 7 }, (_, index) => finding('a', 'warning', `w${index}`));
    expect(say({ severity: 'warning', problems: 7, findings })).toMatchObject({ more: 4 });
  });

  it('counts_problems_beyond_the_twenty_the_hub_sends', () => {
    const findings = Array.from({ length: 20 }, (_, index) => finding('a', 'warning', `w${index}`));
    expect(say({ severity: 'warning', problems: 60, findings })).toMatchObject({ more: 57 });
  });

  it('does_not_call_an_unknown_a_problem_and_does_not_keep_quiet_about_it', () => {
    expect(
      say({ severity: 'unknown', problems: 0, findings: [finding('a', 'unknown', 'fan2 cannot be read')] }),
    ).toMatchObject({
      kind: 'findings',
      problems: 0,
      unknowns: 1,
    });
  });

  it('stays_okay_with_notes_alone', () => {
    expect(say({ severity: 'info', findings: [finding('a', 'info', 'note')] }).kind).toBe('okay');
  });

  it('names_a_node_it_does_not_know_by_its_id', () => {
    const sentence = sentenceOf(
      fleetSample({ severity: 'warning', problems: 1, findings: [finding('0190abcdef012345', 'warning', 'w')] }),
      () => null,
    );
    expect(sentence.kind === 'findings' && sentence.places[0]?.name).toBe('0190abcd');
  });
});
