import { useMutation } from '@tanstack/react-query';
import { announce } from '@/components/announce';
import { Button } from '@/components/Button';
import { Callout, FailureNote, Inset } from '@/components/Callout';
import { PlaceLink } from '@/components/PlaceLink';
import { commands } from '@/lib/commands';
import { sentence } from '@/lib/failure';
import { useSession } from '@/lib/session';
import { useDraft } from './draft';

/** “Is this still the address?” Until it is answered nothing is signed or sent; who answers is kept. */
export function AddressQuestion() {
  const { view, change } = useDraft();
  const session = useSession();
  const check = view.address_check;
  const confirming = useMutation({
    mutationFn: () => change(({ id }) => commands.confirmAddress(id, check?.address ?? '')),
    onSuccess: () => announce('The address is confirmed'),
  });
  if (!check?.must_be_confirmed) {
    return check?.confirmed ? (
      <Inset tone="good">
        <p>The recipient’s address was confirmed by {check.confirmed}.</p>
      </Inset>
    ) : null;
  }
  return (
    <Callout title="Is this still the address?">
      <p className="so-address">{check.address}</p>
      <p>
        {check.checked_on ? `It was last checked on ${check.checked_on}.` : 'Nobody has checked it yet.'} Nothing is signed or sent to an address that was not
        checked within 90 days.
      </p>
      <FailureNote error={confirming.error} />
      {session.may_work && (
        <div className="nhsuk-button-group">
          <Button look="second" busy={confirming.isPending} onClick={() => confirming.mutate()}>
            Yes, this is the address
          </Button>
          {view.is_in_preparation ? (
            <PlaceLink to={`/requests/${view.id}/form/new-team`} hash="recipient_address_lines">
              No, change it
            </PlaceLink>
          ) : (
            <span className="so-soft">If it has changed, start a new version from the request’s page.</span>
          )}
        </div>
      )}
    </Callout>
  );
}

/** What a person should know before the letter is signed, and nothing waits for. */
export function Warnings() {
  const { view } = useDraft();
  if (view.warnings.length === 0) return null;
  return (
    <Callout title="Before you go on">
      {view.warnings.map(({ field, message }) => (
        <p key={field}>{sentence(message)}</p>
      ))}
    </Callout>
  );
}
