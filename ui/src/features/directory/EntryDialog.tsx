import { useMutation, useQuery } from '@tanstack/react-query';
import { ComboField } from '@/components/ComboField';
import { DirectoryField } from '@/components/DirectoryField';
import { Dialog } from '@/components/Dialog';
import { ErrorSummary, fieldId, problemOf } from '@/components/ErrorSummary';
import { DayField, LineField, LinesField, RadioField } from '@/components/fields';
import { FormButtons } from '@/components/FormButtons';
import type { DirectoryEntryInput, DirectoryEntryView } from '@/lib/wire';
import { useChoices } from '@/lib/choices';
import { specialtiesFor } from '@/lib/codes';
import { commands } from '@/lib/commands';
import { Failure } from '@/lib/failure';
import { useHeld } from '@/lib/held';
import { queries } from '@/lib/queries';

const BLANK: DirectoryEntryInput = {
  kind: 'service', name: '', organisation: null, specialty: null, ods_code: null, gmc_number: null, address_lines: [], postcode: null,
  phone: null, email: null, address_verified_on: null,
};

interface Props {
  /** None for a new one. */
  entry: DirectoryEntryView | null;
  onClose: () => void;
  onKept: (entry: DirectoryEntryView) => Promise<void>;
}

/** An own entry of the directory: what it is, and where letters to it go. */
export function EntryDialog({ entry, onClose, onKept }: Props) {
  const choices = useChoices();
  const codes = useQuery(queries.codes());
  const [input, setInput] = useHeld(`directory entry ${entry?.id ?? 'new'}`, entry?.input ?? BLANK);
  const set = (change: Partial<DirectoryEntryInput>) => setInput({ ...input, ...change });
  const keeping = useMutation({
    mutationFn: () => (entry ? commands.amendEntry(entry.id, entry.version, input) : commands.addEntry(input)),
    onSuccess: onKept,
  });
  const problems = keeping.error ? Failure.from(keeping.error).problems() : [];
  const field = (name: string, label: string, hint?: string) => ({ id: `entry-${fieldId(name)}`, label, hint, error: problemOf(problems, name) });
  const isPerson = input.kind === 'consultant' || input.kind === 'gp';
  const belongs = isPerson || input.kind === 'service';
  return (
    <Dialog title={entry ? `Amend ${entry.name}` : 'Add an entry'} onClose={onClose}>
      <ErrorSummary problems={problems.map((problem) => ({ ...problem, field: problem.field && `entry-${problem.field}` }))} />
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!keeping.isPending) keeping.mutate();
        }}
      >
        <RadioField {...field('kind', 'What is it?')} isInline choices={choices('entry_kind')} value={input.kind} onChange={(kind) => set({ kind })} />
        <LineField {...field('name', isPerson ? 'Name with title' : 'Name')} value={input.name} onChange={(name) => set({ name })} />
        {belongs && (
          <DirectoryField
            {...field('organisation', 'Hospital, practice or organisation', 'Type to find it in the directory; its address then fills in')}
            kinds={['organisation', 'site', 'practice']}
            value={input.organisation}
            onChange={(organisation) => set({ organisation })}
            onChoose={({ name, recipient }) =>
              set({ organisation: name, ods_code: recipient.ods_code, address_lines: recipient.address_lines, postcode: recipient.postcode, address_verified_on: recipient.address_verified_on })
            }
          />
        )}
        <div className="so-pair">
          {belongs && (
            <ComboField
              {...field('specialty', 'Specialty')}
              value={input.specialty}
              onChange={(specialty) => set({ specialty })}
              suggestions={specialtiesFor(codes.data, input.specialty)}
              onChoose={(specialty) => set({ specialty })}
            />
          )}
          {isPerson && <LineField {...field('gmc_number', 'GMC number, if known')} value={input.gmc_number} onChange={(gmc_number) => set({ gmc_number })} />}
          <LineField {...field('ods_code', 'ODS code, if known')} value={input.ods_code} onChange={(ods_code) => set({ ods_code })} />
        </div>
        <LinesField {...field('address_lines', 'Address', 'One line for each line of the envelope')} value={input.address_lines} onChange={(address_lines) => set({ address_lines, address_verified_on: null })} />
        <div className="so-pair">
          <LineField {...field('postcode', 'Postcode')} value={input.postcode} onChange={(postcode) => set({ postcode, address_verified_on: null })} />
          <LineField {...field('phone', 'Telephone (optional)')} type="tel" value={input.phone} onChange={(phone) => set({ phone })} />
        </div>
        <LineField {...field('email', 'E-mail (optional)')} type="email" value={input.email} onChange={(email) => set({ email })} />
        <DayField {...field('address_verified_on', 'Address checked on', 'Leave empty if nobody has checked it')} value={input.address_verified_on} onChange={(address_verified_on) => set({ address_verified_on })} />
        <FormButtons submit={entry ? 'Save' : 'Add'} busy={keeping.isPending} onCancel={onClose} cancel="Cancel" />
      </form>
    </Dialog>
  );
}
