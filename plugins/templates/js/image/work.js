// Puts a margin around an image.

/** The pixels with `margin` white ones on each side. Whole rows are copied: single pixels are slow in an interpreter. */
export function framed(data, width, channels, margin) {
  const from = width * channels;
  const row = from + 2 * margin * channels;
  const height = data.length / from;
  const output = new Uint8Array(row * (height + 2 * margin)).fill(255);
  for (let y = 0; y < height; y += 1) {
    output.set(data.subarray(y * from, (y + 1) * from), (y + margin) * row + margin * channels);
  }
  return output;
}
