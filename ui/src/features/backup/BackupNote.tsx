import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { sentence } from '@/lib/failure';
import { queries } from '@/lib/queries';
import { useSession } from '@/lib/session';

/** How old the last backup is, where everybody sees it: quietly while all is well, loudly when it is not. */
export function BackupNote() {
  const { may_administer } = useSession();
  const { data } = useQuery({ ...queries.backupState(), refetchInterval: 60_000 });
  if (!data || (!data.is_backup_overdue && !data.failure)) return null;
  return (
    <p className="so-loud">
      {data.failure ? `The last backup failed. ${sentence(data.failure.message)} ` : ''}
      {data.is_backup_overdue ? `A backup is overdue. ${data.backup_words} ` : ''}
      {may_administer ? <Link to="/store">Look after the backups</Link> : 'Tell whoever keeps the store.'}
    </p>
  );
}

/** The same in a quiet line at the end of every page. */
export function BackupAge() {
  const { data } = useQuery(queries.backupState());
  const { is_demonstration } = useSession();
  if (!data || is_demonstration) return null;
  return <footer className="so-footer">{data.backup_words}</footer>;
}
