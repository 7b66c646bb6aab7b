import { Button } from '@/components/Button';
import { PageHead } from '@/components/PageHead';
import type { DemonstrationView } from '@/lib/wire';

/** How to enter the demonstration. */
export function DemonstrationMade({ made, onDone }: { made: DemonstrationView; onDone: () => void }) {
  return (
    <div className="so-narrow">
      <PageHead title="The demonstration is ready" />
      <p className="so-lead">Sign in with this name and passphrase. They open the demonstration and nothing else.</p>
      <dl className="nhsuk-summary-list so-card">
        <div className="nhsuk-summary-list__row">
          <dt className="nhsuk-summary-list__key">Name</dt>
          <dd className="nhsuk-summary-list__value">{made.user}</dd>
        </div>
        <div className="nhsuk-summary-list__row">
          <dt className="nhsuk-summary-list__key">Passphrase</dt>
          <dd className="nhsuk-summary-list__value so-mono">{made.passphrase}</dd>
        </div>
        <div className="nhsuk-summary-list__row">
          <dt className="nhsuk-summary-list__key">First request</dt>
          <dd className="nhsuk-summary-list__value">
            {made.reference}, with a bundle of {made.bundle.pages} pages
          </dd>
        </div>
      </dl>
      <Button onClick={onDone}>Continue to sign in</Button>
    </div>
  );
}
