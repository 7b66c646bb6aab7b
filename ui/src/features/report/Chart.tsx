// Charts of the report. Each stands beside a table that says the same, so that a chart itself is for the eyes alone. Only
// libraries that leave the language's own objects alone can be used here: the window has them frozen.
import { Group } from '@visx/group';
import { Bar } from '@visx/shape';
import type { ReactNode } from 'react';
import type { CountRow, TimeRow } from '@/lib/wire';

/** The units of a chart's width; it is drawn as wide as there is room. */
const WIDTH = 560;

function Drawing({ height, children }: { height: number; children: ReactNode }) {
  return (
    <svg className="so-chart" viewBox={`0 0 ${WIDTH} ${height}`} aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

/** Long names are cut in a chart; the table has them whole. */
function cut(name: string): string {
  return name.length > 24 ? `${name.slice(0, 23)}…` : name;
}

/** Bars that stand side by side: for what follows in time. */
export function StandingBars({ rows }: { rows: CountRow[] }) {
  const [top, height, bottom] = [24, 200, 30];
  const most = Math.max(1, ...rows.map((row) => row.requests));
  const step = WIDTH / Math.max(1, rows.length);
  const width = Math.min(44, step * 0.7);
  // As many names of months as stand beside each other without touching.
  const every = Math.max(1, Math.ceil(74 / step));
  return (
    <Drawing height={top + height + bottom}>
      <line className="so-chart__axis" x1={0} x2={WIDTH} y1={top + height} y2={top + height} />
      {rows.map((row, at) => {
        const tall = (row.requests / most) * height;
        const middle = (at + 0.5) * step;
        return (
          <Group key={row.label} left={middle} top={top}>
            <Bar className="so-chart__bar" x={-width / 2} y={height - tall} width={width} height={tall} rx={3} />
            {row.requests > 0 && (
              <text className="so-chart__number" y={height - tall - 7} textAnchor="middle">
                {row.requests}
              </text>
            )}
            {(rows.length - 1 - at) % every === 0 && (
              <text className="so-chart__name" y={height + 22} textAnchor={at === rows.length - 1 && every > 1 ? 'end' : 'middle'} x={at === rows.length - 1 && every > 1 ? step / 2 : 0}>
                {row.label}
              </text>
            )}
          </Group>
        );
      })}
    </Drawing>
  );
}

interface Lying {
  name: string;
  bars: { value: number; kind: 'one' | 'other' }[];
}

/** How thick a bar is, and with the room below it; and the room between two names. */
const [THICK, ROW, GAP] = [20, 24, 10];

function LyingGroups({ groups, names }: { groups: Lying[]; names: number }) {
  const most = Math.max(1, ...groups.flatMap(({ bars }) => bars.map(({ value }) => value)));
  const room = WIDTH - names - 52;
  const tall = (some: Lying[]) => some.reduce((sum, { bars }) => sum + bars.length * ROW + GAP, 0);
  return (
    <Drawing height={8 + tall(groups)}>
      {groups.map(({ name, bars }, place) => (
        <Group key={name} top={4 + tall(groups.slice(0, place))}>
          <text className="so-chart__name" x={names - 10} y={(bars.length * ROW) / 2 + 4} textAnchor="end">
            {cut(name)}
          </text>
          {bars.map(({ value, kind }, at) => (
            <Group key={kind} left={names} top={at * ROW}>
              <Bar className={`so-chart__bar so-chart__bar--${kind}`} width={Math.max(2, (value / most) * room)} height={THICK} rx={3} />
              <text className="so-chart__number" x={Math.max(2, (value / most) * room) + 8} y={THICK - 5}>
                {value.toLocaleString('en-GB')}
              </text>
            </Group>
          ))}
        </Group>
      ))}
    </Drawing>
  );
}

/** Bars that lie beneath each other: for what has a name. */
export function LyingBars({ rows }: { rows: CountRow[] }) {
  return <LyingGroups names={190} groups={rows.map((row) => ({ name: row.label, bars: [{ value: row.requests, kind: 'one' }] }))} />;
}

/** For each part of the way the request in the middle, and that within which nine of ten were done. */
export function TimeBars({ rows }: { rows: TimeRow[] }) {
  return (
    <div>
      <ul className="so-legend" aria-hidden="true">
        <li>
          <span className="so-legend__one" /> Median
        </li>
        <li>
          <span className="so-legend__other" /> 90th percentile
        </li>
      </ul>
      <LyingGroups
        names={100}
        groups={rows.map((row) => ({
          name: row.label,
          bars: [
            { value: row.median_days ?? 0, kind: 'one' },
            { value: row.ninetieth_days ?? 0, kind: 'other' },
          ],
        }))}
      />
    </div>
  );
}
