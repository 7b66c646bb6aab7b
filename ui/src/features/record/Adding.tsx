import { useState } from 'react';
import { Button } from '@/components/Button';
import { Inset } from '@/components/Callout';
import { counted } from '@/lib/numbers';

/** Which file is being read, of how many. */
export interface Reading {
  /** From 0. */
  at: number;
  of: number;
  name: string;
}

/** The name of a file without its folders. */
export function nameOf(path: string): string {
  return path.split(/[/\\]/).pop() ?? path;
}

/** How far the reading of files is, and what stops it after the present one. */
export function ReadingFiles({ reading, onStop }: { reading: Reading; onStop: () => void }) {
  const [isStopping, setIsStopping] = useState(false);
  const words = `Reading file ${reading.at + 1} of ${reading.of}`;
  return (
    <div className="so-card so-progress">
      <p role="status">
        {isStopping ? 'Stopping after this file' : words}: <span className="so-path">{reading.name}</span>
      </p>
      <progress aria-label={words} value={reading.at} max={reading.of} />
      <Button
        look="second"
        busy={isStopping}
        onClick={() => {
          setIsStopping(true);
          onStop();
        }}
      >
        Cancel
      </Button>
    </div>
  );
}

interface NotTriedProps {
  paths: string[];
  onAdd: () => void;
  onSeen: () => void;
}

/** The files that were never read since the adding was stopped, or failed before them. */
export function NotTried({ paths, onAdd, onSeen }: NotTriedProps) {
  return (
    <Inset>
      <p>
        <strong>Stopped: {counted(paths.length, 'file was', 'files were')} not added.</strong> Those before are kept.
      </p>
      <ul className="nhsuk-list nhsuk-list--bullet">
        {paths.map((path) => (
          <li key={path} className="so-path">
            {nameOf(path)}
          </li>
        ))}
      </ul>
      <div className="so-steps__row">
        <Button look="small" onClick={onAdd}>
          Add these now
        </Button>
        <Button look="small" onClick={onSeen}>
          Leave them out
        </Button>
      </div>
    </Inset>
  );
}
