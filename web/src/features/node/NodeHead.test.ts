import { describe, expect, it } from 'vitest';
import { shortModel } from './NodeHead';

describe('the name of a CPU', () => {
  it.each([
    ['AMD Ryzen 9 5950X 16-Core Processor', 'AMD Ryzen 9 5950X'],
    ['Intel(R) Core(TM) i7-8700 CPU @ 3.20GHz', 'Intel Core i7-8700'],
    ['Intel(R) Xeon(R) Gold 6130 CPU', 'Intel Xeon Gold 6130'],
    ['AMD EPYC 7763 64-Core Processor', 'AMD EPYC 7763'],
    ['Cortex-A72', 'Cortex-A72'],
    ['', ''],
  ])('%s is %s', (model, short) => {
    expect(shortModel(model)).toBe(short);
  });
});
