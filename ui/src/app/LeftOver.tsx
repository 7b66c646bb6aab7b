import { useEffect, useState } from 'react';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { commands, onLeftOver } from '@/lib/commands';
import type { LeftOverView } from '@/lib/wire';

/** Says what still waits when the person closes the program, once, and lets them go. */
export function LeftOver() {
  const [waits, setWaits] = useState<LeftOverView | null>(null);
  useEffect(() => onLeftOver(setWaits), []);
  if (!waits) return null;
  const stay = () => {
    setWaits(null);
    void commands.stayOpen();
  };
  return (
    <Dialog title="Before you go" onClose={stay}>
      <p>{waits.words}</p>
      <p>Nothing is lost if you close now. They stand on the lists for whoever looks next.</p>
      <div className="so-deeds">
        <Button onClick={stay}>Stay</Button>
        <Button look="second" onClick={() => void commands.closeWindow()}>
          Close the program
        </Button>
      </div>
    </Dialog>
  );
}
