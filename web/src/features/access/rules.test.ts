import { describe, expect, it } from 'vitest';
import { checkName, checkPassword, checkSetup } from './rules';

const good = { code: 'AAAA-BBBB', name: 'anna', password: 'correct horse battery', again: 'correct horse battery' };

describe('the set-up form', () => {
  it('lets_a_complete_form_pass', () => {
    expect(checkSetup(good)).toEqual({});
  });

  it.each([
    ['code', { code: '  ' }],
    ['name', { name: '' }],
    ['password', { password: 'short', again: 'short' }],
    ['again', { again: 'correct horse batter' }],
  ])('says_what_is_wrong_at_%s_alone', (field, change) => {
    expect(Object.keys(checkSetup({ ...good, ...change }))).toEqual([field]);
  });

  it('does_not_talk_of_the_second_password_while_the_first_is_wrong', () => {
    expect(Object.keys(checkSetup({ ...good, password: 'x', again: 'y' }))).toEqual(['password']);
  });

  it.each(['anna', 'Anna.B-c_d@example.org', 'Jürgen', '花子', '1'])('takes %s for a name', (name) => {
    expect(checkName(name)).toBeUndefined();
  });

  it.each(['', ' ', 'two words', '<b>', 'a/b', 'x'.repeat(65)])('refuses %j as a name', (name) => {
    expect(checkName(name)).toBeTruthy();
  });

  it.each([
    ['123456789', 'Too short: 9 of at least 10 characters.'],
    ['1234567890', undefined],
    ['x'.repeat(1024), undefined],
    ['x'.repeat(1025), 'Too long: at most 1024 characters.'],
    ['😀'.repeat(9), 'Too short: 9 of at least 10 characters.'],
    ['Anna.Berger', 'The password must not be the name.'],
    ['', 'Enter the password.'],
  ])('says of the password %j: %j', (password, verdict) => {
    expect(checkPassword(password, 'anna.berger')).toBe(verdict);
  });
});
