import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { FailureNote, Inset } from '@/components/Callout';
import { Dialog } from '@/components/Dialog';
import { CheckField, LineField, SelectField } from '@/components/fields';
import type { BundleView, PrintedView } from '@/lib/wire';
import { commands } from '@/lib/commands';
import { counted } from '@/lib/numbers';
import { queries } from '@/lib/queries';

interface Props {
  requestId: string;
  bundle: BundleView;
  onClose: () => void;
}

/** Sends the bundle to a printer, and asks afterwards whether every page came out. */
export function PrintDialog({ requestId, bundle, onClose }: Props) {
  const printers = useQuery(queries.printers());
  const [printer, setPrinter] = useState('');
  const [copies, setCopies] = useState('1');
  const [isDuplex, setIsDuplex] = useState(false);
  const count = Number(copies);
  const isCount = Number.isInteger(count) && count >= 1 && count <= 20;
  const printing = useMutation({
    mutationFn: () => commands.printBundle(requestId, bundle.id, { printer: printer || null, copies: count, duplex: isDuplex }),
  });
  if (printing.data) return <Counted printed={printing.data} onAgain={() => printing.reset()} onClose={onClose} />;
  const names = printers.data ?? [];
  return (
    <Dialog title={`Print ${counted(bundle.pages, 'page')}`} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (isCount && !printing.isPending) printing.mutate();
        }}
      >
        <FailureNote error={printers.error ?? printing.error} />
        {printers.isSuccess && names.length === 0 && (
          <Inset>
            <p>This computer has no printer. Save the bundle as a PDF and print it elsewhere.</p>
          </Inset>
        )}
        <SelectField
          id="printer"
          label="Printer"
          empty="The computer’s usual printer"
          choices={names.map((name) => ({ code: name, label: name }))}
          value={printer}
          onChange={setPrinter}
        />
        <LineField id="copies" label="Copies" width={4} inputMode="numeric" value={copies} onChange={setCopies} error={isCount ? undefined : 'Enter a number from 1 to 20'} />
        <CheckField id="duplex" label="On both sides of the paper" value={isDuplex} onChange={setIsDuplex} />
        <div className="nhsuk-button-group">
          <Button type="submit" busy={printing.isPending} disabled={printers.isSuccess && names.length === 0}>
            {printing.isPending ? 'Printing…' : 'Print'}
          </Button>
          <Button look="second" onClick={onClose}>
            Not now
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Printed is not complete until a person has counted. */
function Counted({ printed, onAgain, onClose }: { printed: PrintedView; onAgain: () => void; onClose: () => void }) {
  const [isShort, setIsShort] = useState(false);
  return (
    <Dialog title={`Did all ${counted(printed.pages, 'page')} come out?`} onClose={onClose}>
      <p>
        Sent to {printed.printer}. Count the pages, or look at the last one: it says “Page {printed.pages} of {printed.pages}” on a single
        copy.
      </p>
      {isShort && (
        <Inset tone="bad">
          <p>Do not send what came out. Clear the printer, put the incomplete pages into confidential waste, and print all of it again.</p>
        </Inset>
      )}
      <div className="nhsuk-button-group">
        {!isShort && <Button onClick={onClose}>Yes, all of them</Button>}
        {!isShort && (
          <Button look="second" onClick={() => setIsShort(true)}>
            No
          </Button>
        )}
        {isShort && <Button onClick={onAgain}>Print again</Button>}
        {isShort && (
          <Button look="second" onClick={onClose}>
            Close
          </Button>
        )}
      </div>
    </Dialog>
  );
}
