import { describe, expect, it, vi } from 'vitest';
import { isTyping, KeySequence, type Shortcuts } from './shortcuts';

const key = (name: string, more: KeyboardEventInit = {}, target: HTMLElement = document.body): KeyboardEvent => {
  const event = new KeyboardEvent('keydown', { key: name, ...more });
  Object.defineProperty(event, 'target', { value: target });
  return event;
};
function setUp() {
  let now = 0;
  const shortcuts: Shortcuts = { '/': vi.fn(), 'g n': vi.fn(), n: vi.fn(), Escape: vi.fn(), 'ctrl+k': vi.fn() };
  const sequence = new KeySequence(() => now);
  return {
    shortcuts,
    wait: (milliseconds: number) => (now += milliseconds),
    press: (event: KeyboardEvent, letters = true) => sequence.next(event, shortcuts, letters),
  };
}

describe('keys', () => {
  it('find_a_single_key', () => {
    const { press, shortcuts } = setUp();
    expect(press(key('/'))).toBe(shortcuts['/']);
    expect(press(key('x'))).toBeNull();
  });

  it('find_a_sequence_and_forget_it_after_a_while', () => {
    const { press, shortcuts, wait } = setUp();
    expect(press(key('g'))).toBeNull();
    expect(press(key('n'))).toBe(shortcuts['g n']);
    expect(press(key('n'))).toBe(shortcuts.n);
    press(key('g'));
    wait(1501);
    expect(press(key('n'))).toBe(shortcuts.n);
  });

  it('leave_fields_alone_but_for_ctrl_combinations', () => {
    const { press, shortcuts } = setUp();
    const field = document.createElement('input');
    expect(press(key('/', {}, field))).toBeNull();
    expect(press(key('Escape', {}, field))).toBeNull();
    expect(press(key('K', { ctrlKey: true }, field))).toBe(shortcuts['ctrl+k']);
    expect(press(key('k', { metaKey: true }, field))).toBe(shortcuts['ctrl+k']);
  });

  it('can_be_switched_off_without_taking_escape_away', () => {
    const { press, shortcuts } = setUp();
    expect(press(key('/'), false)).toBeNull();
    expect(press(key('Escape'), false)).toBe(shortcuts.Escape);
    expect(press(key('k', { ctrlKey: true }), false)).toBe(shortcuts['ctrl+k']);
  });

  it('do_not_fire_with_alt', () => {
    const { press } = setUp();
    expect(press(key('/', { altKey: true }))).toBeNull();
  });

  it.each([
    ['input', true],
    ['textarea', true],
    ['select', true],
    ['button', false],
    ['div', false],
  ])('typing in <%s> is %s', (tag, isField) => {
    expect(isTyping(document.createElement(tag))).toBe(isField);
  });
});
