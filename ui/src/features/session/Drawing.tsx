import { useEffect, useRef, useState, type PointerEvent } from 'react';
import { Button } from '@/components/Button';
import { FailureNote } from '@/components/Callout';
import { stroke, trimmed, wipe, type Point } from './ink';

/** The size of the sheet in its own pixels: fine enough for print at the width that a letter gives a signature. */
const SHEET = { width: 1320, height: 396 };

interface Props {
  error: Error | null;
  isKeeping: boolean;
  onKeep: (png: number[]) => void;
  onClose: () => void;
}

/** A sheet to sign on, by mouse, pen or finger. */
export function Drawing({ error, isKeeping, onKeep, onClose }: Props) {
  const sheet = useRef<HTMLCanvasElement>(null);
  const last = useRef<Point | null>(null);
  const [isDrawn, setIsDrawn] = useState(false);
  const [isEmpty, setIsEmpty] = useState(false);
  const clear = () => {
    if (sheet.current) wipe(sheet.current);
    setIsDrawn(false);
  };
  useEffect(() => {
    if (sheet.current) wipe(sheet.current);
  }, []);

  const at = (event: { clientX: number; clientY: number }): Point => {
    const box = sheet.current!.getBoundingClientRect();
    return { x: ((event.clientX - box.left) / box.width) * SHEET.width, y: ((event.clientY - box.top) / box.height) * SHEET.height };
  };
  const begin = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    last.current = at(event);
    draw(event);
  };
  const draw = (event: PointerEvent<HTMLCanvasElement>) => {
    if (!sheet.current || !last.current) return;
    // A pen says how hard it is pressed; a mouse and most fingers always say the same.
    const weight = event.pointerType === 'pen' && event.pressure > 0 ? 3 + 7 * event.pressure : 6;
    // The browser may have seen more points than it has told of one by one.
    const points = event.nativeEvent.getCoalescedEvents?.() ?? [];
    for (const point of points.length > 0 ? points : [event.nativeEvent]) {
      const next = at(point);
      stroke(sheet.current, last.current, next, weight);
      last.current = next;
    }
    setIsDrawn(true);
    setIsEmpty(false);
  };
  const end = () => {
    last.current = null;
  };
  const keep = async () => {
    if (!isDrawn || !sheet.current) {
      setIsEmpty(true);
      return;
    }
    const png = await trimmed(sheet.current);
    if (png) onKeep(png);
  };
  return (
    <>
      <p id="drawing-words">Sign with the mouse, a pen or your finger. Without any of them, choose “Take it from a picture” instead.</p>
      <FailureNote error={error} />
      {isEmpty && (
        <p className="nhsuk-error-message" role="alert">
          Nothing is drawn yet
        </p>
      )}
      <div className="so-sheet">
        <canvas
          ref={sheet}
          width={SHEET.width}
          height={SHEET.height}
          role="img"
          aria-label="Sheet to sign on"
          aria-describedby="drawing-words"
          onPointerDown={begin}
          onPointerMove={draw}
          onPointerUp={end}
          onPointerCancel={end}
        />
      </div>
      <div className="nhsuk-button-group">
        <Button busy={isKeeping} onClick={() => void keep()}>
          Keep this signature
        </Button>
        <Button look="second" onClick={clear} disabled={!isDrawn}>
          Clear
        </Button>
        <Button look="second" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </>
  );
}
