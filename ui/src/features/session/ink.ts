// What was drawn on a sheet: cut to where there is ink, so that the signature fills the room that a letter gives it.

/** White left around the ink, in pixels of the sheet. */
const MARGIN = 12;

/** A place on a sheet, in its own pixels. */
export interface Point {
  x: number;
  y: number;
}

/** Makes a sheet white. */
export function wipe(sheet: HTMLCanvasElement): void {
  const ink = inkOf(sheet);
  if (!ink) return;
  ink.fillStyle = '#ffffff';
  ink.fillRect(0, 0, sheet.width, sheet.height);
}

/** Draws a line, so many pixels wide. */
export function stroke(sheet: HTMLCanvasElement, from: Point, to: Point, weight: number): void {
  const ink = inkOf(sheet);
  if (!ink) return;
  ink.strokeStyle = '#101828';
  ink.lineWidth = weight;
  ink.lineCap = 'round';
  ink.lineJoin = 'round';
  ink.beginPath();
  ink.moveTo(from.x, from.y);
  ink.lineTo(to.x, to.y);
  ink.stroke();
}

/** The bytes of a PNG of the part that is drawn on; null for a sheet that is white. */
export async function trimmed(sheet: HTMLCanvasElement): Promise<number[] | null> {
  const ink = inkOf(sheet);
  const box = ink && bounds(ink.getImageData(0, 0, sheet.width, sheet.height));
  if (!box) return null;
  const cut = document.createElement('canvas');
  cut.width = box.right - box.left + 2 * MARGIN;
  cut.height = box.bottom - box.top + 2 * MARGIN;
  wipe(cut);
  inkOf(cut)?.drawImage(sheet, MARGIN - box.left, MARGIN - box.top);
  const picture = await new Promise<Blob | null>((done) => cut.toBlob(done, 'image/png'));
  return picture && Array.from(new Uint8Array(await picture.arrayBuffer()));
}

/** The smallest box around everything that is not white; null where all is. */
export function bounds({ data, width, height }: Pick<ImageData, 'data' | 'width' | 'height'>): { left: number; top: number; right: number; bottom: number } | null {
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 4;
      if (data[at]! > 200 && data[at + 1]! > 200 && data[at + 2]! > 200) continue;
      left = Math.min(left, x);
      right = Math.max(right, x + 1);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y + 1);
    }
  }
  return right < 0 ? null : { left, top, right, bottom };
}

function inkOf(sheet: HTMLCanvasElement): CanvasRenderingContext2D | null {
  return sheet.getContext('2d', { willReadFrequently: true });
}
