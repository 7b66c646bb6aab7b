import { useQuery } from '@tanstack/react-query';
import { queries } from '@/lib/queries';

/** What a step means, and where that comes from. */
export function StepHelp({ code }: { code: string }) {
  const help = useQuery(queries.help());
  const step = help.data?.steps.find((one) => one.code === code);
  if (!step) return null;
  return (
    <details className="nhsuk-details so-step-help">
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">What this step means</span>
      </summary>
      <div className="nhsuk-details__text">
        <p>{step.means}</p>
        <p className="so-soft">Source: {step.source}</p>
      </div>
    </details>
  );
}
