import type { CountTable, ReportView, TimeRow } from '@/lib/wire';
import { LyingBars, StandingBars, TimeBars } from './Chart';

/** The most bars that a chart of names has; the table has every row. */
const BARS = 12;

/** Every number of a report: a chart, and a table beside it. */
export default function Figures({ report }: { report: ReportView }) {
  return (
    <>
      <Times rows={report.times} />
      {report.counts.map((table) => (
        <Counts key={table.code} table={table} />
      ))}
    </>
  );
}

function Counts({ table }: { table: CountTable }) {
  const counted = table.rows.filter((row) => row.requests > 0);
  return (
    <section className="so-card so-figure-pair" aria-labelledby={`report-${table.code}`}>
      <h2 id={`report-${table.code}`} className="nhsuk-heading-m">
        {table.title}
      </h2>
      {table.note && <p className="so-soft">{table.note}</p>}
      {counted.length === 0 ? (
        <p>None in this period.</p>
      ) : (
        <div className="so-figure-pair__sides">
          {table.code === 'months' ? <StandingBars rows={table.rows} /> : <LyingBars rows={counted.slice(0, BARS)} />}
          <table className="nhsuk-table so-table so-table--dense">
            <caption className="nhsuk-u-visually-hidden">{table.title}</caption>
            <thead>
              <tr>
                <th scope="col">{table.head}</th>
                <th scope="col" className="so-number">
                  Requests
                </th>
              </tr>
            </thead>
            <tbody>
              {table.rows.map((row) => (
                <tr key={row.label}>
                  <th scope="row">{row.label}</th>
                  <td className="so-number">{row.requests.toLocaleString('en-GB')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Times({ rows }: { rows: TimeRow[] }) {
  const measured = rows.filter((row) => row.requests > 0);
  return (
    <section className="so-card so-figure-pair" aria-labelledby="report-times">
      <h2 id="report-times" className="nhsuk-heading-m">
        Days from the ask
      </h2>
      <p className="so-soft">The median is the request in the middle; nine of ten were done within the 90th percentile.</p>
      <div className="so-figure-pair__sides">
        {measured.length > 0 ? <TimeBars rows={measured} /> : <p>Nothing has been decided in this period.</p>}
        <table className="nhsuk-table so-table so-table--dense">
          <caption className="nhsuk-u-visually-hidden">Days from the ask</caption>
          <thead>
            <tr>
              <th scope="col">To</th>
              <th scope="col" className="so-number">
                Requests
              </th>
              <th scope="col" className="so-number">
                Median
              </th>
              <th scope="col" className="so-number">
                90th percentile
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.label}>
                <th scope="row">{row.label}</th>
                <td className="so-number">{row.requests.toLocaleString('en-GB')}</td>
                <td className="so-number">{row.median_days ?? 'none'}</td>
                <td className="so-number">{row.ninetieth_days ?? 'none'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
