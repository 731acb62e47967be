// Counts exact matches.

/** How many of the samples have the same prediction and reference. */
export function exact(samples, ignoreSpace) {
  const kept = (text) => (ignoreSpace ? text.replace(/\s+/gu, '') : text);
  return samples.filter(({ prediction, reference }) => kept(prediction) === kept(reference)).length;
}
