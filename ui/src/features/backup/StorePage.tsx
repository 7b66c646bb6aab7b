import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { FailureNote } from '@/components/Callout';
import { PageHead } from '@/components/PageHead';
import { queries } from '@/lib/queries';
import { Backups } from './Backups';
import { NewRecoveryKey } from './NewRecoveryKey';
import { SettingsForm } from './SettingsForm';

/** How the store is looked after: backups, the lock, the recovery key. */
export function StorePage() {
  const settings = useQuery(queries.settings());
  const [saved, setSaved] = useState<number | null>(null);
  return (
    <div className="so-narrow">
      <PageHead title="Store" caption="Backups, lock and recovery key" />
      <FailureNote error={settings.error} />
      {settings.data && (
        <>
          <Backups hasFolder={Boolean(settings.data.input.backup_folder)} />
          {/* What a colleague has saved meanwhile is a new form. */}
          <SettingsForm key={settings.data.version} settings={settings.data} wasSaved={saved === settings.data.version} onSaved={setSaved} />
        </>
      )}
      <NewRecoveryKey />
    </div>
  );
}
