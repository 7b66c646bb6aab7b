import { useMutation } from '@tanstack/react-query';
import { Link, Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { use, useCallback, useEffect, useRef, useState } from 'react';
import { Button } from '@/components/Button';
import { Mark } from '@/components/Mark';
import { Menu } from '@/components/Menu';
import { PrintingNote } from '@/components/paper/PrintingNote';
import { BackupAge, BackupNote } from '@/features/backup/BackupNote';
import { HelpDoor } from '@/features/help/HelpDoor';
import { Palette } from '@/features/search/Palette';
import { commands } from '@/lib/commands';
import { lockDesk } from '@/lib/lock';
import { saveAll } from '@/lib/saving';
import { useSession } from '@/lib/session';
import { LeaveContext } from './leave';
import { onShortcut } from './navigate';
import { placesOf } from './places';

/** What an administrator keeps. */
const KEPT = [
  { to: '/users', title: 'Users' },
  { to: '/organisation', title: 'Organisation' },
  { to: '/store', title: 'Store' },
  { to: '/templates', title: 'Wording' },
  { to: '/audit', title: 'Audit trail' },
] as const;

/** What stands around every page: the way past it, who is signed in, and the ways to go. */
export function Frame() {
  const session = useSession();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const leave = use(LeaveContext);
  const leaving = useMutation({ mutationFn: () => commands.signOut(), onSettled: leave });
  const isInsisting = useRef(false);
  const [isSearching, setIsSearching] = useState(false);
  const signOut = useCallback(async () => {
    // What was typed last is saved first. Where it cannot be, the page says so, and signing out once more leaves it.
    const isSaved = await saveAll();
    if (!isSaved && !isInsisting.current) {
      isInsisting.current = true;
      return;
    }
    await navigate({ to: '/' });
    leaving.mutate();
  }, [leaving, navigate]);
  useEffect(
    () =>
      onShortcut({
        search: () => setIsSearching(true),
        begin: () => session.may_work && void navigate({ to: '/new' }),
        leave: () => void signOut(),
      }),
    [navigate, session.may_work, signOut],
  );
  return (
    <>
      <a className="nhsuk-skip-link" href="#main" onClick={(event) => { event.preventDefault(); document.getElementById('main')?.focus(); }}>
        Skip to main content
      </a>
      <header className="so-header">
        <div className="so-header__inside">
          <Link to="/" className="so-header__name">
            <Mark size={30} />
            Second Opinion
          </Link>
          <nav aria-label="Main">
            {session.may_read && (
              <Link to="/" activeOptions={{ exact: true }}>
                Worklist
              </Link>
            )}
            <Link to="/directory">Directory</Link>
            {session.may_read && <Link to="/report">Report</Link>}
            {session.may_administer && (
              <Menu label="Administration" isHere={KEPT.some(({ to }) => pathname.startsWith(to))}>
                {KEPT.map(({ to, title }) => (
                  <li key={to}>
                    <Link to={to}>{title}</Link>
                  </li>
                ))}
              </Menu>
            )}
          </nav>
          <div className="so-header__who">
            <Button look="quiet" keys="Ctrl+K" onClick={() => setIsSearching(true)}>
              Search
            </Button>
            <Link to="/account" className="so-header__account">
              {session.user.shown_name}
              <span className="so-header__role">{session.user.role_label}, {session.organisation}</span>
              <span className="nhsuk-u-visually-hidden">: your account</span>
            </Link>
            <HelpDoor />
            <Button look="quiet" aria-keyshortcuts="Control+Shift+L" title="Lock this screen (Ctrl+Shift+L)" onClick={() => void lockDesk(false)}>
              Lock
            </Button>
            <Button look="quiet" keys="Ctrl+L" onClick={() => void signOut()}>
              Sign out
            </Button>
          </div>
        </div>
        {session.is_demonstration && <p className="so-demo">Demonstration: all patients are invented</p>}
        <BackupNote />
        <PrintingNote />
      </header>
      <main id="main" className="so-main" tabIndex={-1}>
        <Outlet />
      </main>
      <BackupAge />
      {isSearching && (
        <Palette
          places={placesOf(session)}
          mayRead={session.may_read}
          onOpen={(to) => {
            setIsSearching(false);
            void navigate({ to });
          }}
          onClose={() => setIsSearching(false)}
        />
      )}
    </>
  );
}
