import { expect, test } from 'vitest';
import { bounds } from './ink';

test('a drawing is cut to its ink, and a white sheet has none', () => {
  const [width, height] = [6, 4];
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  expect(bounds({ data, width, height })).toBeNull();
  for (const [x, y] of [[2, 1], [4, 2]] as const) data.fill(10, (y * width + x) * 4, (y * width + x) * 4 + 3);
  expect(bounds({ data, width, height })).toEqual({ left: 2, top: 1, right: 5, bottom: 3 });
});
