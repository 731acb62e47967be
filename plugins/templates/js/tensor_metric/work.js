// The difference of two rows of logits.

/** The sum of |candidate - baseline|. */
export function absoluteDifference(baseline, candidate) {
  let sum = 0;
  for (let i = 0; i < baseline.length; i += 1) {
    sum += Math.abs(candidate[i] - baseline[i]);
  }
  return sum;
}
