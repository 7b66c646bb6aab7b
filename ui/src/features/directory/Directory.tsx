import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { announce } from '@/components/announce';
import { Button } from '@/components/Button';
import { FailureNote } from '@/components/Callout';
import { EntryLine, EntryMore } from '@/components/DirectoryField';
import { CheckField, LineField } from '@/components/fields';
import { PageHead } from '@/components/PageHead';
import type { DirectoryEntryView, SessionView } from '@/lib/wire';
import { commands } from '@/lib/commands';
import { counted } from '@/lib/numbers';
import { cache, queries } from '@/lib/queries';
import { useSettled } from '@/lib/settled';
import { EntryDialog } from './EntryDialog';
import { ImportDialog } from './ImportDialog';

/** Everybody to whom letters go: found, starred, added, amended, retired, and taken in from files. */
export function Directory({ session }: { session: SessionView }) {
  const [typed, setTyped] = useState('');
  const [withClosed, setWithClosed] = useState(false);
  const [editing, setEditing] = useState<DirectoryEntryView | 'new' | null>(null);
  const [isImporting, setIsImporting] = useState(false);
  const words = useSettled(typed.trim(), 150);
  const found = useQuery({ ...queries.entries({ words, kinds: [], with_closed: withClosed }), placeholderData: keepPreviousData });
  const counts = useQuery(queries.entryCounts());
  const renew = () => cache.invalidateQueries({ queryKey: ['directory'] });
  const preferring = useMutation({
    mutationFn: (entry: DirectoryEntryView) => commands.preferEntry(entry.id, !entry.is_preferred),
    onSuccess: async (entry) => {
      await renew();
      announce(entry.is_preferred ? `${entry.name} is preferred` : `${entry.name} is no longer preferred`);
    },
  });
  const retiring = useMutation({
    mutationFn: (entry: DirectoryEntryView) => commands.retireEntry(entry.id, entry.version, entry.closed === null),
    onSuccess: async (entry) => {
      await renew();
      announce(entry.closed ? `${entry.name} is retired` : `${entry.name} is offered again`);
    },
  });
  const mayKeep = session.may_work || session.may_administer;
  const entries = found.data ?? [];
  return (
    <>
      <PageHead title="Directory">
        {session.may_administer && (
          <Button look="second" onClick={() => setIsImporting(true)}>
            Import a file
          </Button>
        )}
        {mayKeep && <Button onClick={() => setEditing('new')}>Add an entry</Button>}
      </PageHead>
      <p className="so-part__lead">Organisations, services and people to whom letters go, and the GP practices of patients. Preferred ones are offered first.</p>
      {counts.data && <Held counts={counts.data.map(({ kind_label, open, closed }) => ({ label: kind_label, open, closed }))} />}
      <LineField id="directory-search" label="Find in the directory" hint="Name, town, postcode, ODS code or GMC number" type="search" value={typed} onChange={setTyped} autoFocus />
      <CheckField id="with-closed" label="Show closed and retired ones as well" value={withClosed} onChange={setWithClosed} />
      <FailureNote error={found.error ?? preferring.error ?? retiring.error} />
      <p className="nhsuk-u-visually-hidden" role="status">
        {words.length > 0 && found.isSuccess ? `${counted(entries.length, 'entry', 'entries')} found` : ''}
      </p>
      {entries.length > 0 ? (
        <ul className="so-matches so-directory" aria-label={words ? 'Entries found' : 'Preferred and own entries'}>
          {entries.map((entry) => (
            <li key={entry.id}>
              <div>
                <EntryLine entry={entry} />
                <span className="so-second">
                  <EntryMore entry={entry} />
                </span>
                <span className="so-second">
                  {entry.source_label}
                  {entry.verified && `, address checked ${entry.verified}`}
                </span>
              </div>
              {mayKeep && (
                <div className="so-deeds">
                  <Button look="small" aria-pressed={entry.is_preferred} aria-label={`${entry.is_preferred ? 'Preferred' : 'Prefer'} ${entry.name}`} busy={preferring.isPending} onClick={() => preferring.mutate(entry)}>
                    {entry.is_preferred ? '★ Preferred' : '☆ Prefer'}
                  </Button>
                  {entry.input && (
                    <Button look="small" aria-label={`Amend ${entry.name}`} onClick={() => setEditing(entry)}>
                      Amend
                    </Button>
                  )}
                  {entry.input && (
                    <Button
                      look="small"
                      aria-label={entry.closed ? `Take up ${entry.name} again` : `Retire ${entry.name}`}
                      busy={retiring.isPending}
                      onClick={() => retiring.mutate(entry)}
                    >
                      {entry.closed ? 'Take up again' : 'Retire'}
                    </Button>
                  )}
                </div>
              )}
            </li>
          ))}
        </ul>
      ) : (
        found.isSuccess && <Nothing words={words} mayImport={session.may_administer} />
      )}
      {editing && (
        <EntryDialog
          entry={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
          onKept={async (entry) => {
            setEditing(null);
            await renew();
            announce(`${entry.name} is kept`);
          }}
        />
      )}
      {isImporting && <ImportDialog onClose={() => setIsImporting(false)} onDone={renew} />}
    </>
  );
}

function Held({ counts }: { counts: { label: string; open: number; closed: number }[] }) {
  const held = counts.filter(({ open, closed }) => open + closed > 0);
  if (held.length === 0) return null;
  return (
    <ul className="so-held" aria-label="What the directory holds">
      {held.map(({ label, open, closed }) => (
        <li key={label}>
          {label}: <strong className="so-figures">{open.toLocaleString('en-GB')}</strong>
          {closed > 0 && <span className="so-soft"> and {closed.toLocaleString('en-GB')} closed</span>}
        </li>
      ))}
    </ul>
  );
}

function Nothing({ words, mayImport }: { words: string; mayImport: boolean }) {
  if (words) {
    return (
      <div className="so-empty">
        <p>
          Nothing in the directory fits <strong>{words}</strong>.
        </p>
        <p className="so-soft">Try fewer words, or add an entry of your own.</p>
      </div>
    );
  }
  return (
    <div className="so-empty">
      <p>Nobody is preferred yet, and there are no entries of your own.</p>
      <p className="so-soft">
        {mayImport
          ? 'Import the files of the Organisation Data Service, or add an entry. Search above finds everything that is there.'
          : 'Search above finds what was imported. Star those to whom you write most.'}
      </p>
    </div>
  );
}
