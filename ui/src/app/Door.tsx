import { useQuery } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useState, type ReactNode } from 'react';
import { Announcer } from '@/components/Announcer';
import { FailureNote } from '@/components/Callout';
import { Mark } from '@/components/Mark';
import { PageHead } from '@/components/PageHead';
import { SignIn } from '@/features/session/SignIn';
import { DemonstrationMade } from '@/features/setup/DemonstrationMade';
import { FirstRun } from '@/features/setup/FirstRun';
import { RecoveryKey } from '@/features/setup/RecoveryKey';
import { SetUpForm } from '@/features/setup/SetUpForm';
import type { DemonstrationView, SessionView, SetUpView } from '@/lib/wire';
import { commands, onSignedOut } from '@/lib/commands';
import { cache, queries } from '@/lib/queries';
import { SessionContext } from '@/lib/session';
import { LeaveContext } from './leave';
import { router } from './router';

type Place =
  | { at: 'start' }
  | { at: 'set-up' }
  | { at: 'recovery-key'; made: SetUpView }
  | { at: 'demonstration'; made: DemonstrationView }
  | { at: 'sign-in'; name: string }
  | { at: 'inside'; session: SessionView };

/** The way in: make a store, or sign in to the one there is. Nothing behind it is shown to anybody else. */
export function Door() {
  const [place, setPlace] = useState<Place>({ at: 'start' });
  const state = useQuery(queries.storeState());
  // A page that was loaded anew finds the person still signed in.
  useEffect(() => {
    commands.session().then(
      (session) => setPlace({ at: 'inside', session }),
      () => undefined,
    );
  }, []);
  useEffect(() => onSignedOut(() => setPlace((now) => (now.at === 'inside' ? { at: 'sign-in', name: now.session.user.name } : now))), []);

  const leave = () => {
    // Nothing of any patient stays behind on the screen or in memory.
    cache.clear();
    setPlace((now) => ({ at: 'sign-in', name: now.at === 'inside' ? now.session.user.name : '' }));
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
      case 'demonstration':
        return <DemonstrationMade made={place.made} onDone={() => toSignIn(place.made.user)} />;
      default:
        return atStart(place.at === 'sign-in' ? place.name : '');
    }
  }

  function atStart(name: string): ReactNode {
    const { exists, problem, is_demonstration } = state.data ?? { exists: false, problem: null, is_demonstration: false };
    if (problem) return <Unusable message={problem.message} />;
    if (!exists) {
      return <FirstRun onSetUp={() => setPlace({ at: 'set-up' })} onDemonstration={(made) => setPlace({ at: 'demonstration', made })} />;
    }
    return <SignIn name={name} isDemonstration={is_demonstration} onDone={(session) => setPlace({ at: 'inside', session })} />;
  }
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
