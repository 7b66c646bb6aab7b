import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { announce } from '@/components/announce';
import { Inset } from '@/components/Callout';
import { Dialog } from '@/components/Dialog';
import { CheckField, SelectField } from '@/components/fields';
import { FormButtons } from '@/components/FormButtons';
import type { OdsImportedView } from '@/lib/wire';
import { askForFile, commands } from '@/lib/commands';
import { Failure } from '@/lib/failure';
import { queries } from '@/lib/queries';

/** Takes in a file of the Organisation Data Service: whole, or not at all with every bad row named. */
export function ImportDialog({ onClose, onDone }: { onClose: () => void; onDone: () => Promise<unknown> }) {
  const files = useQuery(queries.odsFiles());
  const [kind, setKind] = useState('');
  const [isWhole, setIsWhole] = useState(false);
  const importing = useMutation({
    mutationFn: (file: string) => commands.importOds(file, kind || null, isWhole),
    onSuccess: async (done) => {
      announce(`${done.file} was imported`);
      await onDone();
    },
  });
  const refused = importing.error ? Failure.from(importing.error) : null;
  const choose = () =>
    void askForFile('Choose a file of the Organisation Data Service').then((file) => {
      if (file) importing.mutate(file);
    });
  return (
    <Dialog title="Import a file" onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!importing.isPending) choose();
        }}
      >
        <p>
          CSV files of the Organisation Data Service: GP practices, trusts, sites, GPs and consultants. Import organisations before people, so that people are
          found by where they work. A later file of the same kind updates what is here.
        </p>
        <SelectField id="ods-kind" label="What does the file hold?" empty="As its name says" choices={files.data ?? []} value={kind} onChange={setKind} />
        <CheckField
          id="ods-whole"
          label="It is the whole list"
          hint="Entries of an earlier file that it does not have are then marked as closed"
          value={isWhole}
          onChange={setIsWhole}
        />
        {refused && (
          <div className="so-inset so-inset--bad" role="alert">
            <p>{refused.message}</p>
            {refused.code === 'directory_file_refused' && refused.details.length > 0 && (
              <ul className="nhsuk-list nhsuk-list--bullet so-bad-rows">
                {refused.details.map(({ field, message }) => (
                  <li key={field}>
                    {field}: {message}
                  </li>
                ))}
              </ul>
            )}
          </div>
        )}
        {importing.data && !importing.isPending && !refused && <Done done={importing.data} />}
        <FormButtons submit={importing.isPending ? 'Reading…' : 'Choose a file'} busy={importing.isPending} onCancel={onClose} cancel="Close" />
      </form>
    </Dialog>
  );
}

function Done({ done }: { done: OdsImportedView }) {
  const many = (count: number) => count.toLocaleString('en-GB');
  return (
    <Inset tone="good">
      <p>
        <strong>{done.file}</strong> ({done.holds}) was imported: {many(done.new)} new, {many(done.changed)} changed, {many(done.closed)} closed, {many(done.unchanged)} as
        before.
      </p>
      {done.absent > 0 && (
        <p className="so-second">
          {many(done.absent)} entries of an earlier file are not in it{done.absent_closed ? ' and were marked as closed' : ' and stay as they are'}.
        </p>
      )}
      {done.left_out > 0 && <p className="so-second">{many(done.left_out)} rows are no GP practices and were left out.</p>}
    </Inset>
  );
}
