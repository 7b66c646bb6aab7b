import { Link } from '@tanstack/react-router';
import { PageHead } from '@/components/PageHead';

/** A page that could not be shown. What was typed before is in the store. */
export function Broken() {
  return (
    <div className="so-narrow">
      <PageHead title="This page could not be shown" />
      <p className="so-lead">A fault of the program. What was saved is safe, and other pages still work.</p>
      <p>
        <Link to="/">Go to the worklist</Link> and open the request again. Tell your administrator if it happens twice.
      </p>
    </div>
  );
}
