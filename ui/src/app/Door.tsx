import { useQuery } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useState, type ReactNode } from 'react';
import { Announcer } from '@/components/Announcer';
import { Button } from '@/components/Button';
import { FailureNote } from '@/components/Callout';
import { Mark } from '@/components/Mark';
import { PageHead } from '@/components/PageHead';
import { RestoreForm } from '@/features/backup/RestoreForm';
import { Forgotten } from '@/features/session/Forgotten';
import { SignIn } from '@/features/session/SignIn';
import { DemonstrationMade } from '@/features/setup/DemonstrationMade';
import { FirstRun } from '@/features/setup/FirstRun';
import { RecoveryKey } from '@/features/setup/RecoveryKey';
import { SetUpForm } from '@/features/setup/SetUpForm';
import type { DemonstrationView, EnteredView, LockedView, SessionView, SetUpView } from '@/lib/wire';
import { dressAsChosen } from '@/lib/appearance';
import { askForBackup, commands, onFinishing, onSignedOut } from '@/lib/commands';
import { takeUp } from '@/lib/held';
import { cache, queries } from '@/lib/queries';
import { SessionContext } from '@/lib/session';
import { Guard } from './Guard';
import { LeftOver } from './LeftOver';
import { LeaveContext } from './leave';
import { router } from './router';

type Place =
  | { at: 'start' }
  | { at: 'set-up' }
  | { at: 'recovery-key'; made: SetUpView }
  | { at: 'restore'; file: string }
  | { at: 'demonstration'; made: DemonstrationView }
  | { at: 'sign-in'; name: string; locked?: LockedView; notice?: string }
  | { at: 'forgotten'; name: string }
  | { at: 'finishing' }
  | { at: 'inside'; session: SessionView; back?: string | null };

/** The way in: make a store, or sign in to the one there is. Nothing behind it is shown to anybody else. */
export function Door() {
  const [place, setPlace] = useState<Place>({ at: 'start' });
  const state = useQuery(queries.storeState());
  // A page that was loaded anew finds the person still signed in, or the desk locked.
  useEffect(() => {
    void dressAsChosen();
    commands.session().then(
      (session) => setPlace({ at: 'inside', session }),
      async () => {
        const locked = await commands.locked();
        if (locked) setPlace({ at: 'sign-in', name: locked.name, locked });
      },
    );
  }, []);
  useEffect(
    () =>
      onFinishing(() => {
        cache.clear();
        setPlace({ at: 'finishing' });
      }),
    [],
  );
  useEffect(() => onSignedOut(() => setPlace((now) => (now.at === 'inside' ? { at: 'sign-in', name: now.session.user.name } : now))), []);

  const leave = () => {
    // Nothing of any patient stays behind on the screen or in memory.
    cache.clear();
    setPlace((now) => ({ at: 'sign-in', name: now.at === 'inside' ? now.session.user.name : '' }));
  };
  const enter = ({ session, unfinished }: EnteredView) => {
    void dressAsChosen();
    setPlace({ at: 'inside', session, back: takeUp(unfinished) });
  };
  const unclaim = () => {
    void commands.unclaim();
    setPlace({ at: 'sign-in', name: '' });
  };
  const toSignIn = (name: string) => {
    void cache.invalidateQueries({ queryKey: queries.storeState().queryKey });
    setPlace({ at: 'sign-in', name });
  };
  if (place.at === 'inside') {
    return (
      <SessionContext value={place.session}>
        <LeaveContext value={leave}>
          <RouterProvider router={router} />
          <Return to={place.back ?? null} />
          <Guard />
          <LeftOver />
          <Announcer />
        </LeaveContext>
      </SessionContext>
    );
  }
  return (
    <Porch>
      <FailureNote error={state.error} />
      {state.data && inFront()}
    </Porch>
  );

  function inFront(): ReactNode {
    switch (place.at) {
      case 'set-up':
        return <SetUpForm onBack={() => setPlace({ at: 'start' })} onDone={(made) => setPlace({ at: 'recovery-key', made })} />;
      case 'recovery-key':
        return <RecoveryKey made={place.made} onDone={() => toSignIn(place.made.user)} />;
      case 'restore':
        return (
          <div className="so-narrow">
            <PageHead title="Restore a backup" />
            <p className="so-lead">Everything in it is read first; then it is the store of this computer.</p>
            <div className="so-card">
              <RestoreForm
                file={place.file}
                done={() => (
                  <>
                    <p>The backup was proved and restored. Sign in with the name and passphrase that you had when it was made.</p>
                    <Button onClick={() => toSignIn('')}>Continue to sign in</Button>
                  </>
                )}
                onCancel={() => setPlace({ at: 'start' })}
              />
            </div>
          </div>
        );
      case 'demonstration':
        return <DemonstrationMade made={place.made} onDone={() => toSignIn(place.made.user)} />;
      case 'forgotten':
        return (
          <Forgotten
            name={place.name}
            onBack={() => setPlace({ at: 'sign-in', name: place.name })}
            onDone={(name) => setPlace({ at: 'sign-in', name, notice: 'The new passphrase is set. Sign in with it. That the recovery key was used is written in the audit trail.' })}
          />
        );
      case 'finishing':
        return <Finishing />;
      case 'sign-in':
        return atStart(place.name, place.locked, place.notice);
      default:
        return atStart('');
    }
  }

  function atStart(name: string, locked?: LockedView, notice?: string): ReactNode {
    const { exists, problem, is_demonstration } = state.data ?? { exists: false, problem: null, is_demonstration: false };
    if (problem) return <Unusable message={problem.message} />;
    if (!exists) {
      return <FirstRun onSetUp={() => setPlace({ at: 'set-up' })} onRestore={() => void askForBackup().then((file) => file && setPlace({ at: 'restore', file }))} onDemonstration={(made) => setPlace({ at: 'demonstration', made })} />;
    }
    return (
      <SignIn
        // Whoever is expected changes what the page asks for.
        key={locked ? 'locked' : name}
        name={name}
        locked={locked ?? null}
        isDemonstration={is_demonstration}
        notice={notice}
        onDone={enter}
        onOther={unclaim}
        onForgotten={() => setPlace({ at: 'forgotten', name })}
      />
    );
  }
}

/** Leads back to where the person was when the desk was locked, once the pages hear of it. */
function Return({ to }: { to: string | null }) {
  useEffect(() => {
    if (to) router.history.replace(to);
  }, [to]);
  return null;
}

/** A window that was closed, while something is still being done for the person. */
function Finishing() {
  return (
    <div className="so-narrow">
      <PageHead title="Closing" />
      <p className="so-lead">You are signed out. A backup is being made, or pages are on their way to a printer. This window closes by itself when that is done.</p>
      <p>If you close it now, nothing that was saved is lost: the backups before this one stay, and pages that the printer has not got are not printed. They stand under “Pages not counted”.</p>
      <Button look="second" onClick={() => void commands.leaveNow()}>
        Close without waiting
      </Button>
    </div>
  );
}

/** A store that is there and cannot be used. */
function Unusable({ message }: { message: string }) {
  return (
    <div className="so-narrow">
      <PageHead title="The store cannot be opened" />
      <p className="so-lead">{message}</p>
      <p>Nothing was changed. Ask your administrator before you do anything to the files.</p>
    </div>
  );
}

/** What stands around the pages before anybody is signed in. */
function Porch({ children }: { children: ReactNode }) {
  return (
    <>
      <header className="so-header">
        <div className="so-header__inside">
          <span className="so-header__name">
            <Mark size={30} />
            Second Opinion
          </span>
        </div>
      </header>
      <main id="main" className="so-main" tabIndex={-1}>
        {children}
      </main>
      <Announcer />
    </>
  );
}
