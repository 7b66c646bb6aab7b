import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Button } from '@/components/Button';
import { ErrorSummary, problemOf } from '@/components/ErrorSummary';
import { FormButtons } from '@/components/FormButtons';
import { LineField } from '@/components/fields';
import type { RestoredView } from '@/lib/wire';
import { askForFolder, commands } from '@/lib/commands';
import { Failure, type Problem } from '@/lib/failure';

interface Props {
  file: string;
  name?: string;
  /** Asks for a folder; without it the backup becomes the store of this desk. */
  asksFolder?: boolean;
  /** What is said when it is restored. */
  done: (restored: RestoredView) => ReactNode;
  onCancel: () => void;
}

/** A backup, opened with the name and passphrase of a person in it, becomes a store. */
export function RestoreForm({ file, name: known = '', asksFolder = false, done, onCancel }: Props) {
  const [folder, setFolder] = useState('');
  const [name, setName] = useState(known);
  const [passphrase, setPassphrase] = useState('');
  const [slips, setSlips] = useState<Problem[]>([]);
  const restoring = useMutation({
    mutationFn: () => commands.restoreBackup(file, asksFolder ? folder.trim() : null, name.trim(), passphrase),
    onError: () => setPassphrase(''),
  });
  if (restoring.data) return done(restoring.data);
  const problems = slips.length > 0 ? slips : restoring.error ? placed(Failure.from(restoring.error)) : [];
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const found = [
          ...(asksFolder && folder.trim() === '' ? [{ field: 'restore-folder', message: 'Name a folder that does not exist or is empty' }] : []),
          ...(name.trim() === '' ? [{ field: 'restore-name', message: 'Enter the name with which you sign in' }] : []),
          ...(passphrase === '' ? [{ field: 'restore-passphrase', message: 'Enter the passphrase that you had when the backup was made' }] : []),
        ];
        setSlips(found);
        if (found.length === 0 && !restoring.isPending) restoring.mutate();
      }}
    >
      <ErrorSummary problems={problems} />
      <p className="so-path">{file}</p>
      {asksFolder && (
        <>
          <LineField id="restore-folder" label="Folder of the new store" hint="It must be empty or not exist: nothing is ever restored over a store" spellCheck={false} value={folder} onChange={setFolder} error={problemOf(problems, 'restore-folder')} />
          <p>
            <Button look="small" onClick={() => void askForFolder('Empty folder').then((chosen) => chosen && setFolder(chosen))}>
              Choose an empty folder
            </Button>
          </p>
        </>
      )}
      <LineField id="restore-name" label="Name" value={name} onChange={setName} width={20} spellCheck={false} error={problemOf(problems, 'restore-name')} />
      <LineField id="restore-passphrase" label="Passphrase at the time of the backup" type="password" value={passphrase} onChange={setPassphrase} error={problemOf(problems, 'restore-passphrase')} />
      <FormButtons submit={restoring.isPending ? 'Proving and restoring…' : 'Restore'} busy={restoring.isPending} onCancel={onCancel} />
    </form>
  );
}

/** Each failure beside the field that it is about. */
function placed(failure: Failure): Problem[] {
  const field = { not_let_in: 'restore-passphrase', store_exists: 'restore-folder' }[failure.code];
  return [{ field: field ?? '', message: failure.message }];
}
