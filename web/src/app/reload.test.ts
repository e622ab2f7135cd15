import { describe, expect, it } from 'vitest';
import { isHubThere, mayReload } from './reload';

describe('loading the page again by itself', () => {
  it.each([
    ['a_file_is_missing_and_the_hub_answers', true, true, 0, 100_000, true],
    ['nothing_is_missing', false, true, 0, 100_000, false],
    ['the_hub_is_still_away', true, false, 0, 100_000, false],
    ['it_did_so_less_than_a_minute_ago', true, true, 50_000, 100_000, false],
  ])('when_%s', (_, isMissing, isLive, last, now, reloads) => {
    expect(mayReload(isMissing, isLive, last, now)).toBe(reloads);
  });

  it.each([
    ['answers', () => Promise.resolve(new Response('<html>')), true],
    ['is_not_well', () => Promise.resolve(new Response('', { status: 502 })), false],
    ['cannot_be_reached', () => Promise.reject(new TypeError('Failed to fetch')), false],
  ])('the_hub_that_%s', async (_, answer, isThere) => {
    expect(await isHubThere(answer)).toBe(isThere);
  });
});
