// Tests of work.js; run them with: npm test

import assert from 'node:assert/strict';
import test from 'node:test';

import { absoluteDifference } from './work.js';

test('sums over the row', () => assert.equal(absoluteDifference([0, 1, 3], [1, 1, 0]), 4));
test('is undefined where a logit is', () => assert.ok(Number.isNaN(absoluteDifference([NaN], [1]))));
