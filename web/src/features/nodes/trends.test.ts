import { describe, expect, it } from 'vitest';
import { beatsOf } from './trends';

const column = (maximum: (number | null)[]) => ({ nodeId: 'n1', minimum: maximum, average: maximum, maximum });

describe('the heartbeat of a node', () => {
  it('takes_the_numbers_of_the_series_for_states', () => {
    expect(beatsOf(column([0, 1, 2, 3, 4]))).toEqual(['ok', 'info', 'unknown', 'warning', 'critical']);
  });

  it('is_blank_before_the_first_record_and_unknown_in_a_hole_after_it', () => {
    expect(beatsOf(column([null, null, 0, null, 0]))).toEqual(['none', 'none', 'ok', 'unknown', 'ok']);
  });

  it('does_not_take_a_number_it_does_not_know_for_good_news', () => {
    expect(beatsOf(column([7, -3]))).toEqual(['unknown', 'unknown']);
  });

  it('is_empty_without_a_record', () => {
    expect(beatsOf(null)).toEqual([]);
    expect(beatsOf(column([null, null]))).toEqual(['none', 'none']);
  });
});
