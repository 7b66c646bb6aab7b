import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PrintView, RequestView } from '@/lib/wire';
import { commands } from '@/lib/commands';
import { Failure } from '@/lib/failure';
import { useHeld } from '@/lib/held';
import { queries } from '@/lib/queries';
import { Button } from '../Button';
import { FailureNote, Inset } from '../Callout';
import { Dialog } from '../Dialog';
import { problemOf } from '../ErrorSummary';
import { CheckField, ChecksField, LineField, SelectField } from '../fields';
import { CountDialog } from './CountDialog';
import { inWords, isOut, type Paper } from './paper';

interface Props {
  view: RequestView;
  /** What can be printed in this step, in any order; the first is chosen from the start. */
  papers: Paper[];
  change: (act: (view: RequestView) => Promise<RequestView>) => Promise<RequestView>;
  onClose: () => void;
}

/** Sends papers of a request to a printer in one step, and asks afterwards whether every page came out. */
export function PrintDialog({ view, papers, change, onClose }: Props) {
  const printers = useQuery(queries.printers());
  const [kinds, setKinds] = useState(papers.slice(0, 1).map((paper) => paper.input.kind));
  const [picked, setPicked] = useState<string | null>(null);
  const [copies, setCopies] = useHeld(`copies of ${papers[0]?.input.kind} of ${view.id}`, '1');
  const [isTwoSided, setIsTwoSided] = useState(false);
  const [reason, setReason] = useHeld(`reason to print ${papers[0]?.input.kind} of ${view.id}`, '');
  const [slip, setSlip] = useState(false);
  const known = printers.data?.printers ?? [];
  const usual = known.find((printer) => printer.is_default) ?? (known.length === 1 ? known[0] : undefined);
  const printer = picked ?? usual?.name ?? '';
  const count = Number(copies);
  const isCount = Number.isInteger(count) && count >= 1 && count <= 20;
  const chosen = papers.filter((paper) => kinds.includes(paper.input.kind));
  const isAgain = chosen.some((paper) => isOut(paper, view.prints));
  const isReady = isCount && chosen.length > 0 && printer !== '' && (!isAgain || reason.trim() !== '');
  const printing = useMutation({
    mutationFn: async () => {
      const made: { print: PrintView | null } = { print: null };
      await change(async ({ id }) => {
        made.print = await commands.printPapers(id, {
          papers: chosen.map((paper) => paper.input),
          printer,
          copies: count,
          duplex: isTwoSided,
          reason: isAgain ? reason : null,
        });
        return commands.showRequest(id);
      });
      return made.print;
    },
  });
  if (printing.data) {
    return (
      <CountDialog
        print={printing.data}
        change={change}
        onAgain={() => {
          setReason('');
          printing.reset();
        }}
        onClose={onClose}
      />
    );
  }
  const trouble = printers.data?.trouble;
  const problems = printing.error ? Failure.from(printing.error).problems() : [];
  return (
    <Dialog title="Print" onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setSlip(!isReady);
          if (isReady && !printing.isPending) printing.mutate();
        }}
      >
        <FailureNote error={printers.error ?? printing.error} />
        {trouble && (
          <Inset>
            <p>
              <strong>Nothing can be printed from here: {trouble}.</strong>
            </p>
            <p>Save it as a PDF, or open it in the viewer, and print it from there.</p>
          </Inset>
        )}
        {papers.length > 1 ? (
          <ChecksField
            id="papers"
            label="What to print"
            hint="It comes out in the order in which it is packed."
            error={slip && chosen.length === 0 ? 'Choose what to print' : undefined}
            value={kinds}
            onChange={setKinds}
            choices={papers.map((paper) => ({ code: paper.input.kind, label: inWords(paper) }))}
          />
        ) : (
          papers.map((paper) => <p key={paper.input.kind}>{inWords(paper)}</p>)
        )}
        {!trouble && (
          <>
            <SelectField
              id="printer"
              label="Printer"
              empty={printers.isSuccess ? 'Choose' : 'Looking for printers…'}
              error={slip && printer === '' ? 'Choose a printer' : undefined}
              choices={known.map(({ name, trouble: state }) => ({ code: name, label: state ? `${name} (${state})` : name }))}
              value={printer}
              onChange={setPicked}
            />
            <LineField
              id="copies"
              label="Copies"
              width={4}
              inputMode="numeric"
              value={copies}
              onChange={setCopies}
              error={isCount ? problemOf(problems, 'copies') : 'Enter a number from 1 to 20'}
            />
            <CheckField id="two-sided" label="On both sides of the paper" hint="Turned on the long edge, like a book." value={isTwoSided} onChange={setIsTwoSided} />
            {isAgain && (
              <LineField
                id="reason"
                label="Why is it printed again?"
                hint="A copy of this version is out already. This one says COPY on every page."
                error={slip && reason.trim() === '' ? 'Say why it is printed again' : problemOf(problems, 'reason')}
                value={reason}
                onChange={setReason}
              />
            )}
          </>
        )}
        <div className="nhsuk-button-group">
          {!trouble && (
            <Button type="submit" busy={printing.isPending || printers.isPending}>
              {printing.isPending ? 'Printing…' : 'Print'}
            </Button>
          )}
          <Button look="second" onClick={onClose}>
            Not now
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
