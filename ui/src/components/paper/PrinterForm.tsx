import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { Failure, Problem } from '@/lib/failure';
import { queries } from '@/lib/queries';
import type { PrintInput } from '@/lib/wire';
import { Button } from '../Button';
import { FailureNote, Inset } from '../Callout';
import { Dialog } from '../Dialog';
import { problemOf } from '../ErrorSummary';
import { CheckField, LineField, SelectField } from '../fields';

/** Where and how often. */
export type PrinterChoice = Pick<PrintInput, 'printer' | 'copies' | 'duplex'>;

/** The same as it is typed. */
export interface TypedChoice {
  /** None until one is picked in the place of the usual one. */
  picked: string | null;
  copies: string;
  isTwoSided: boolean;
}

/** Nothing typed yet. */
export const UNCHOSEN: TypedChoice = { picked: null, copies: '1', isTwoSided: false };

interface Props {
  typed: TypedChoice;
  onType: (typed: TypedChoice) => void;
  /** What stood against the print before. */
  failure: Failure | null;
  wasCancelled: boolean;
  /** Whether all that this form does not ask itself is said. */
  isReady: boolean;
  onPrint: (how: PrinterChoice) => void;
  onClose: () => void;
  /** What is asked besides; `slip` says that something was missing when it was sent. */
  before?: (slip: boolean) => ReactNode;
  after?: (slip: boolean, problems: Problem[]) => ReactNode;
  /** A paper of a single page, which has no second side to ask about. */
  isOneSided?: boolean;
  /** What to do where nothing can be printed from here, if the paper cannot be saved. */
  instead?: ReactNode;
}

/** The question before anything is printed: which printer, how many copies, on which sides. */
export function PrinterForm({ typed, onType, failure, wasCancelled, isReady, onPrint, onClose, before, after, isOneSided = false, instead }: Props) {
  const printers = useQuery(queries.printers());
  const { picked, copies, isTwoSided } = typed;
  const [slip, setSlip] = useState(false);
  const known = printers.data?.printers ?? [];
  const usual = known.find((printer) => printer.is_default) ?? (known.length === 1 ? known[0] : undefined);
  const printer = picked ?? usual?.name ?? '';
  const sides = useQuery({ ...queries.printerSides(printer), enabled: printer !== '' });
  const hasOneSide = sides.data?.one_side_only ?? false;
  const count = Number(copies);
  const isCount = Number.isInteger(count) && count >= 1 && count <= 20;
  const trouble = printers.data?.trouble;
  const problems = failure?.problems() ?? [];
  return (
    <Dialog title="Print" onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const isAllSaid = isReady && isCount && printer !== '';
          setSlip(!isAllSaid);
          if (isAllSaid) onPrint({ printer, copies: count, duplex: isTwoSided && !hasOneSide });
        }}
      >
        <FailureNote error={printers.error ?? failure} />
        {wasCancelled && (
          <Inset>
            <p role="status">The printing was stopped. Nothing of it comes out.</p>
          </Inset>
        )}
        {trouble && (
          <Inset>
            <p>
              <strong>Nothing can be printed from here: {trouble}.</strong>
            </p>
            {instead ?? <p>Save it as a PDF, or open it in the viewer, and print it from there.</p>}
          </Inset>
        )}
        {before?.(slip)}
        {!trouble && (
          <>
            <SelectField
              id="printer"
              label="Printer"
              empty={printers.isSuccess ? 'Choose' : 'Looking for printers…'}
              error={slip && printer === '' ? 'Choose a printer' : undefined}
              choices={known.map(({ name, trouble: state }) => ({ code: name, label: state ? `${name} (${state})` : name }))}
              value={printer}
              onChange={(name) => onType({ ...typed, picked: name })}
            />
            <LineField
              id="copies"
              label="Copies"
              width={4}
              inputMode="numeric"
              value={copies}
              onChange={(count) => onType({ ...typed, copies: count })}
              error={isCount ? problemOf(problems, 'copies') : 'Enter a number from 1 to 20'}
            />
            {!isOneSided && (
              <CheckField
                id="two-sided"
                label="On both sides of the paper"
                hint={hasOneSide ? 'This printer prints on one side only.' : 'Turned on the long edge, like a book. Each copy begins on a sheet of its own.'}
                disabled={hasOneSide}
                value={isTwoSided && !hasOneSide}
                onChange={(turned) => onType({ ...typed, isTwoSided: turned })}
                error={problemOf(problems, 'duplex')}
              />
            )}
            {after?.(slip, problems)}
          </>
        )}
        <div className="nhsuk-button-group">
          {!trouble && (
            <Button type="submit" busy={printers.isPending}>
              Print
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
