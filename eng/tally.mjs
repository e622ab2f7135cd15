// Adds up the results of all suites and prints the closing line.
// usage: node eng/tally.mjs FOLDER STATUS SUITE…; a suite without a readable result counts as one failure.
import { readFileSync } from 'node:fs';

const [folder, status, ...suites] = process.argv.slice(2);
let passed = 0;
let failed = 0;
let skipped = 0;

for (const suite of suites) {
  let result;
  try {
    result = JSON.parse(readFileSync(`${folder}/${suite}.json`, 'utf8'));
  } catch (error) {
    console.error(`${suite}: no result (${error.message})`);
    failed += 1;
    continue;
  }
  if (result.results?.summary) {
    // xunit: Common Test Report Format
    passed += result.results.summary.passed;
    failed += result.results.summary.failed;
    skipped += result.results.summary.skipped + result.results.summary.pending + result.results.summary.other;
  } else if (result.numTotalTests !== undefined) {
    // vitest
    passed += result.numPassedTests;
    failed += result.numFailedTests;
    skipped += result.numPendingTests + result.numTodoTests;
  } else if (result.stats) {
    // playwright
    passed += result.stats.expected;
    failed += result.stats.unexpected + result.stats.flaky;
    skipped += result.stats.skipped;
  } else {
    skipped += result.skipped ?? 0;
  }
}

if (Number(status) !== 0 && failed === 0) failed = 1;
console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
