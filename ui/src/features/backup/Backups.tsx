import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { Callout, FailureNote, Inset } from '@/components/Callout';
import type { BackupView } from '@/lib/wire';
import { askForBackup, askWhereToBackUp, commands } from '@/lib/commands';
import { sentence } from '@/lib/failure';
import { counted, sizeInWords } from '@/lib/numbers';
import { cache, queries } from '@/lib/queries';
import { RestoreDialog } from './RestoreDialog';

/** The backups there are: made, checked and restored. */
export function Backups({ hasFolder }: { hasFolder: boolean }) {
  const state = useQuery(queries.backupState());
  const held = useQuery({ ...queries.backups(), enabled: hasFolder });
  const [restoring, setRestoring] = useState<string | null>(null);
  const making = useMutation({
    mutationFn: (file: string | null) => commands.makeBackup(file),
    onSettled: () =>
      Promise.all([
        cache.invalidateQueries({ queryKey: queries.backupState().queryKey }),
        cache.invalidateQueries({ queryKey: queries.backups().queryKey }),
      ]),
  });
  const checking = useMutation({ mutationFn: (file: string) => commands.checkBackup(file) });
  const isBusy = making.isPending || checking.isPending;
  const today = new Date().toISOString().slice(0, 10);
  const elsewhere = () =>
    askWhereToBackUp(`second-opinion-${today}.backup`).then((file) => {
      if (file) making.mutate(file);
    });
  return (
    <section className="so-card" aria-labelledby="backups-title">
      <h2 className="nhsuk-heading-m" id="backups-title">
        Backups
      </h2>
      {state.data && (
        <p className="so-lead">
          {state.data.backup_words} {state.data.is_automatic ? 'They are made without being asked for.' : 'They are made by hand.'}
        </p>
      )}
      {state.data?.is_same_disk && (
        <Callout title="The backups are on the disk of the store">
          <p>When this disk fails, both are lost. Choose a folder on another disk, or on a stick that is taken home.</p>
        </Callout>
      )}
      {state.data?.failure && (
        <div className="so-inset so-inset--bad" role="alert">
          <p>The last attempt failed. {sentence(state.data.failure.message)}</p>
        </div>
      )}
      <FailureNote error={making.error ?? checking.error} />
      {making.data && !making.isPending && <Proved words="The backup was made, opened again and read from end to end." backup={making.data} />}
      {checking.data && !checking.isPending && <Proved words="The backup is sound: everything in it was read." backup={checking.data} />}
      <div className="nhsuk-button-group">
        <Button busy={isBusy} onClick={() => (hasFolder ? making.mutate(null) : void elsewhere())}>
          {making.isPending ? 'Making and proving…' : 'Make a backup now'}
        </Button>
        {hasFolder && (
          <Button look="second" busy={isBusy} onClick={() => void elsewhere()}>
            Make one elsewhere
          </Button>
        )}
        <Button look="second" busy={isBusy} onClick={() => void askForBackup().then((file) => file && checking.mutate(file))}>
          {checking.isPending ? 'Checking…' : 'Check a file'}
        </Button>
        <Button look="second" onClick={() => void askForBackup().then((file) => file && setRestoring(file))}>
          Restore a file
        </Button>
      </div>
      <FailureNote error={held.error} />
      {hasFolder && held.data && held.data.length > 0 && (
        <table className="nhsuk-table so-table">
          <caption className="nhsuk-u-visually-hidden">Backups in the folder, newest first</caption>
          <thead>
            <tr>
              <th scope="col">Made</th>
              <th scope="col">Size</th>
              <th scope="col">What you can do</th>
            </tr>
          </thead>
          <tbody>
            {held.data.map((backup) => (
              <tr key={backup.file}>
                <td>
                  {backup.made_at}
                  <span className="so-second">{backup.name}</span>
                </td>
                <td className="so-figures">{sizeInWords(backup.bytes)}</td>
                <td>
                  <div className="so-deeds">
                    <Button look="small" busy={isBusy} aria-label={`Check the backup of ${backup.made_at}`} onClick={() => checking.mutate(backup.file)}>
                      Check
                    </Button>
                    <Button look="small" aria-label={`Restore the backup of ${backup.made_at}`} onClick={() => setRestoring(backup.file)}>
                      Restore
                    </Button>
                  </div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {restoring && <RestoreDialog file={restoring} onClose={() => setRestoring(null)} />}
    </section>
  );
}

function Proved({ words, backup }: { words: string; backup: BackupView }) {
  return (
    <Inset tone="good">
      <p>{words}</p>
      <p className="so-second">
        It holds {counted(backup.entries, 'entry', 'entries')} of the audit trail, the last of {backup.last_entry_at} UTC, and {counted(backup.files, 'sealed file')}.
      </p>
      <p className="so-second so-path">{backup.file}</p>
    </Inset>
  );
}
