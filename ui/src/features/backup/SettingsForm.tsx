import { useMutation } from '@tanstack/react-query';
import { announce } from '@/components/announce';
import { Button } from '@/components/Button';
import { ErrorSummary, problemOf } from '@/components/ErrorSummary';
import { LineField, SelectField } from '@/components/fields';
import type { SettingsInput, SettingsView } from '@/lib/wire';
import { askForFolder, commands } from '@/lib/commands';
import { Failure } from '@/lib/failure';
import { useHeld } from '@/lib/held';
import { cache, queries } from '@/lib/queries';

const MINUTES = Array.from({ length: 15 }, (_, index) => ({ code: String(index + 1), label: index === 0 ? '1 minute' : `${index + 1} minutes` }));

/** Where backups go, which are kept, and how long a desk may be left. */
export function SettingsForm({ settings, wasSaved, onSaved }: { settings: SettingsView; wasSaved: boolean; onSaved: (version: number) => void }) {
  const [input, setInput] = useHeld<SettingsInput>(`settings ${settings.version}`, settings.input);
  const set = (change: Partial<SettingsInput>) => setInput({ ...input, ...change });
  const saving = useMutation({
    mutationFn: () => commands.saveSettings(settings.version, { ...input, backup_folder: input.backup_folder || null }),
    onSuccess: async (saved) => {
      onSaved(saved.version);
      cache.setQueryData(queries.settings().queryKey, saved);
      announce('Saved');
      await Promise.all([
        cache.invalidateQueries({ queryKey: queries.backupState().queryKey }),
        cache.invalidateQueries({ queryKey: queries.backups().queryKey }),
      ]);
    },
  });
  const problems = saving.error ? Failure.from(saving.error).problems() : [];
  const field = (name: keyof SettingsInput, label: string, hint?: string) => ({ id: name, label, hint, error: problemOf(problems, name) });
  const number = (name: 'keep_days' | 'keep_weeks' | 'keep_months', label: string) => (
    <LineField {...field(name, label)} width={4} inputMode="numeric" value={input[name] ? String(input[name]) : ''} onChange={(typed) => set({ [name]: Number(typed.replace(/\D/g, '').slice(0, 4)) })} />
  );
  return (
    <form
      noValidate
      className="so-card"
      onSubmit={(event) => {
        event.preventDefault();
        if (!saving.isPending) saving.mutate();
      }}
    >
      <h2 className="nhsuk-heading-m">Automatic backups and lock</h2>
      <ErrorSummary problems={problems} />
      <LineField {...field('backup_folder', 'Folder for backups', 'On another disk or a stick: one fault must not take both. A backup is made each day while somebody works, and when they leave. Leave it empty to make them by hand.')} spellCheck={false} value={input.backup_folder} onChange={(backup_folder) => set({ backup_folder })} />
      <p>
        <Button
          look="small"
          onClick={() =>
            void askForFolder('Folder for backups').then((folder) => {
              if (folder) set({ backup_folder: folder });
            })
          }
        >
          Choose a folder
        </Button>
      </p>
      <fieldset className="nhsuk-fieldset">
        <legend className="nhsuk-fieldset__legend">Keep the newest backup of each of the last</legend>
        <div className="so-triple">
          {number('keep_days', 'days')}
          {number('keep_weeks', 'weeks')}
          {number('keep_months', 'months')}
        </div>
      </fieldset>
      <SelectField {...field('lock_after_minutes', 'A desk that nobody touches locks itself after')} choices={MINUTES} value={String(input.lock_after_minutes)} onChange={(minutes) => set({ lock_after_minutes: Number(minutes) })} />
      <Button type="submit" busy={saving.isPending}>
        Save
      </Button>
      {wasSaved && <p role="status">Saved.</p>}
    </form>
  );
}
