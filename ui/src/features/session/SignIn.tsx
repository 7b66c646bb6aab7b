import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { Callout, Inset } from '@/components/Callout';
import { ErrorSummary, problemOf } from '@/components/ErrorSummary';
import { LineField } from '@/components/fields';
import { PageHead } from '@/components/PageHead';
import type { EnteredView, LockedView } from '@/lib/wire';
import { commands } from '@/lib/commands';
import { Failure, sentence, type Problem } from '@/lib/failure';
import { inMinutes, useCountDown } from './countDown';

interface Props {
  name?: string;
  /** Whose desk is locked, if one is. */
  locked?: LockedView | null;
  isDemonstration: boolean;
  /** A word on what happened before, such as a new passphrase. */
  notice?: string | undefined;
  onDone: (entered: EnteredView) => void;
  /** Somebody else sits down at a locked desk. */
  onOther: () => void;
  onForgotten: () => void;
}

/** The door of the store, and of a desk that is locked. */
export function SignIn({ name: known = '', locked, isDemonstration, notice, onDone, onOther, onForgotten }: Props) {
  const [name, setName] = useState(locked?.name ?? known);
  const [passphrase, setPassphrase] = useState('');
  const [slips, setSlips] = useState<Problem[]>([]);
  const wait = useCountDown();
  // Only the name that was guessed at must wait.
  const [guessed, setGuessed] = useState('');
  const signing = useMutation({
    mutationFn: () => commands.signIn(name.trim(), passphrase),
    onSuccess: onDone,
    onError: (thrown) => {
      setPassphrase('');
      wait.begin(Failure.from(thrown).waitSeconds);
      setGuessed(name.trim());
    },
  });
  const failure = signing.error ? Failure.from(signing.error) : null;
  const isWaiting = wait.left > 0 && name.trim() === guessed;
  // What is said of a wait stands beside its count, and no longer than that.
  const isOfWait = failure?.waitSeconds != null;
  const problems = slips.length > 0 ? slips : failure && !isOfWait ? [{ field: 'passphrase', message: failure.message }] : [];
  const [title, press, busy] = locked ? ['Locked', 'Unlock', 'Unlocking…'] : ['Sign in', 'Sign in', 'Signing in…'];
  return (
    <div className="so-door">
      <PageHead title={title} />
      {isDemonstration && (
        <Inset>
          <p>This is a demonstration. All patients in it are invented.</p>
        </Inset>
      )}
      {notice && (
        <Inset tone="good">
          <p>{notice}</p>
        </Inset>
      )}
      {locked && <LockedWords locked={locked} />}
      <ErrorSummary problems={problems} />
      {isWaiting && (
        <div className="so-inset so-inset--bad">
          <p role="alert">Too many wrong passphrases under this name.</p>
          <p className="so-count-down" role="timer">
            You can try again in <strong>{inMinutes(wait.left)}</strong>, or at once if a colleague who keeps the store lets you.
          </p>
        </div>
      )}
      <form
        noValidate
        className="so-card"
        onSubmit={(event) => {
          event.preventDefault();
          const empty = [
            ...(name.trim() === '' ? [{ field: 'name', message: 'Enter your name' }] : []),
            ...(passphrase === '' ? [{ field: 'passphrase', message: 'Enter your passphrase' }] : []),
          ];
          setSlips(empty);
          if (empty.length === 0 && !signing.isPending && !isWaiting) signing.mutate();
        }}
      >
        {!locked && (
          <LineField id="name" label="Name" value={name} onChange={setName} autoFocus={known === ''} autoComplete="username" spellCheck={false} error={problemOf(problems, 'name')} />
        )}
        <LineField id="passphrase" label="Passphrase" type="password" value={passphrase} onChange={setPassphrase} autoFocus={Boolean(locked) || known !== ''} autoComplete="current-password" error={problemOf(problems, 'passphrase')} />
        <Button type="submit" busy={signing.isPending || isWaiting}>
          {signing.isPending ? busy : press}
        </Button>
      </form>
      <p>
        <Button look="quiet" onClick={onForgotten}>
          Forgotten your passphrase?
        </Button>
      </p>
      {locked && (
        <p>
          <Button look="quiet" onClick={onOther}>
            Sign in as somebody else
          </Button>
        </p>
      )}
    </div>
  );
}

function LockedWords({ locked }: { locked: LockedView }) {
  return (
    <>
      <p className="so-lead">{locked.was_left ? `${locked.shown_name} was away, so this desk locked itself.` : `${locked.shown_name} locked this desk.`}</p>
      <p>What was typed is kept. It comes back when {locked.shown_name} unlocks it.</p>
      {locked.problem && (
        <Callout title="Something was not kept">
          <p>{sentence(locked.problem.message)}</p>
        </Callout>
      )}
    </>
  );
}
