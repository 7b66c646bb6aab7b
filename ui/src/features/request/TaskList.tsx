import { PlaceLink } from '@/components/PlaceLink';
import { Tag, type Tone } from '@/components/Tag';
import { useDraft } from './draft';
import { tasksOf, type Task } from './progress';

const TONES: Record<Task['state'], Tone> = { done: 'green', open: 'blue', waiting: 'grey' };

/** The address of a part of a request. */
export function partOf(id: string, code: string): string {
  return ['records', 'letter', 'bundle', 'papers', 'transfer', 'patient'].includes(code) ? `/requests/${id}/${code}` : `/requests/${id}/form/${code}`;
}

/** The parts of a request with their state. */
export function TaskList() {
  const { view } = useDraft();
  return (
    <ul className="nhsuk-task-list so-tasks">
      {tasksOf(view).map((task) => (
        <li key={task.code} className="nhsuk-task-list__item nhsuk-task-list__item--with-link">
          <div className="nhsuk-task-list__name-and-hint">
            <PlaceLink
              to={partOf(view.id, task.code)}
              className="nhsuk-link nhsuk-task-list__link"
              aria-describedby={`task-${task.code}`}
            >
              {task.title}
            </PlaceLink>
            {task.hint && <div className="nhsuk-task-list__hint">{task.hint}</div>}
          </div>
          <div className="nhsuk-task-list__status" id={`task-${task.code}`}>
            <Tag tone={TONES[task.state]}>{task.words}</Tag>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** The same parts as a narrow list beside a form, so that any is one step away. */
export function PartsNav({ here }: { here: string }) {
  const { view } = useDraft();
  return (
    <nav className="so-parts" aria-label="Parts of the request">
      <PlaceLink to={`/requests/${view.id}`} className="so-parts__up" activeOptions={{ exact: true }}>
        {view.reference}
      </PlaceLink>
      <ol>
        {tasksOf(view).map((task) => (
          <li key={task.code}>
            <PlaceLink to={partOf(view.id, task.code)} aria-current={task.code === here ? 'page' : undefined}>
              <span className={`so-dot so-dot--${task.state}`} aria-hidden="true" />
              {task.title}
              <span className="nhsuk-u-visually-hidden">, {task.words}</span>
            </PlaceLink>
          </li>
        ))}
      </ol>
    </nav>
  );
}
