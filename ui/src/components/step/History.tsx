import type { HistoryView } from '@/lib/wire';

/** All that has happened, newest first. `first` are the words for a line that no step made. */
export function History({ lines, first = 'Request logged' }: { lines: HistoryView[]; first?: string }) {
  return (
    <section aria-labelledby="history-title" className="so-history">
      <h2 className="nhsuk-heading-m" id="history-title">
        History
      </h2>
      <ol>
        {[...lines].reverse().map((line, index) => (
          <li key={index}>
            <p className="so-history__head">
              <strong>{line.step ?? first}</strong>
              {line.status && <span>{line.status}</span>}
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
