import { useDraft } from './draft';

/** All that has happened to a request, newest first. */
export function History() {
  const { view } = useDraft();
  return (
    <section aria-labelledby="history-title" className="so-history">
      <h2 className="nhsuk-heading-m" id="history-title">
        History
      </h2>
      <ol>
        {[...view.history].reverse().map((line, index) => (
          <li key={index}>
            <p className="so-history__head">
              <strong>{line.step ?? 'Request logged'}</strong>
              <span>{line.status}</span>
            </p>
            <p className="so-soft">
              {line.at}, {line.by}
            </p>
            {line.evidence.length > 0 && (
              <dl>
                {line.evidence.map(([label, answer]) => (
                  <div key={label}>
                    <dt>{label}</dt>
                    <dd>{answer}</dd>
                  </div>
                ))}
              </dl>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
