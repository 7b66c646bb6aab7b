import { PageHead } from '@/components/PageHead';
import { useSession } from '@/lib/session';
import { Appearance } from './Appearance';
import { ChangePassphrase } from './ChangePassphrase';
import { Signature } from './Signature';

/** Who is signed in: the signature that a clinician’s letters carry, what the window looks like, and one’s own passphrase. */
export function Account() {
  const { user, may_sign, lock_after_minutes } = useSession();
  return (
    <div className="so-narrow">
      <PageHead title="Your account" caption={`${user.shown_name}, signed in as ${user.name}`} />
      {may_sign && <Signature />}
      <Appearance />
      <ChangePassphrase />
      <p className="so-soft">
        This screen locks itself when nobody has touched it for {lock_after_minutes} {lock_after_minutes === 1 ? 'minute' : 'minutes'}, and at once with Ctrl+Shift+L. What you typed is kept.
      </p>
    </div>
  );
}
