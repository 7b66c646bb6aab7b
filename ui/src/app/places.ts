// The pages of the program, as a person would ask for them.
import type { Place } from '@/features/search/Palette';
import type { SessionView } from '@/lib/wire';

/** Every page that this person may open, with the words by which it is found. */
export function placesOf(session: SessionView): Place[] {
  const clinical: Place[] = session.may_read ? [{ to: '/', title: 'Worklist', words: 'requests lists home' }] : [];
  const working: Place[] = session.may_work ? [{ to: '/new', title: 'New request', words: 'log open add patient register' }] : [];
  const keeping: Place[] = session.may_administer
    ? [
        { to: '/users', title: 'Users', words: 'people colleagues roles passphrases' },
        { to: '/organisation', title: 'Organisation', words: 'letterhead logo support pals address' },
        { to: '/store', title: 'Store and backups', words: 'restore recovery settings lock' },
        { to: '/templates', title: 'Wording and lists', words: 'templates papers reasons specialties checklists codes' },
        { to: '/audit', title: 'Audit trail', words: 'log history' },
      ]
    : [];
  const everybody: Place[] = [
    { to: '/directory', title: 'Directory', words: 'recipients organisations services gps consultants ods import addresses' },
    { to: '/account', title: 'Your account', words: 'passphrase signature appearance theme dark light contrast colours' },
  ];
  return [...clinical, ...working, ...everybody, ...keeping];
}
