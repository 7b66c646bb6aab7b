import { useState } from 'react';
import { printRecoveryKey } from '@/lib/printing';
import { Button } from '../Button';
import { LoosePrintDialog } from './LoosePrintDialog';

/** The button and the dialog by which a recovery key becomes a paper. The program keeps it in no file. */
export function RecoveryKeyPrint({ recoveryKey }: { recoveryKey: string }) {
  const [isPrinting, setIsPrinting] = useState(false);
  return (
    <>
      <Button look="second" onClick={() => setIsPrinting(true)}>
        Print the key
      </Button>
      {isPrinting && (
        <LoosePrintDialog
          done="The key is at the printer"
          advice="Fetch it at once, and seal it before anybody reads it."
          onPrint={(how) => printRecoveryKey(recoveryKey, how)}
          before={
            <p>
              One page with the key, what it is for, and where to keep it. This program keeps it in no file; the printing service holds the
              page until it is printed. Choose a printer that you can see from here.
            </p>
          }
          isOneSided
          instead={(close) => <ByHand close={close} />}
          onClose={() => setIsPrinting(false)}
        />
      )}
    </>
  );
}

/** Without a printer, the key is written down, or the screen is printed later. */
function ByHand({ close }: { close: () => void }) {
  return (
    <>
      <p>Write the nine groups down by hand, and compare them sign by sign; or print this screen.</p>
      <Button
        look="second"
        onClick={() => {
          close();
          // After the dialog is gone, so that it is not what is printed.
          setTimeout(() => window.print(), 0);
        }}
      >
        Print this screen
      </Button>
    </>
  );
}
