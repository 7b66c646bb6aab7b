import { Button } from '@/components/Button';
import { Tag } from '@/components/Tag';
import type { RequestView } from '@/lib/wire';
import { counted } from '@/lib/numbers';

interface Props {
  view: RequestView;
  /** Which is on show: 0 is the bundle itself. */
  shown: number;
  onShow: (number: number) => void;
}

/** The bundle that was sent and the supplements to it: each is looked at, saved and printed by itself. */
export function Supplements({ view, shown, onShow }: Props) {
  const rows = [
    { number: 0, name: 'The bundle', about: view.bundle ? counted(view.bundle.pages, 'page') : '', state: 'Sent', isOpen: false },
    ...view.supplements.map(({ number, records, sent_on, bundle }) => ({
      number,
      name: `Supplement ${number}`,
      about: [counted(records, 'record'), bundle && counted(bundle.pages, 'page')].filter(Boolean).join(', '),
      state: sent_on ? `Sent ${sent_on}` : bundle ? 'Not sent yet' : 'To be assembled',
      isOpen: sent_on === null,
    })),
  ];
  return (
    <section aria-label="What was sent">
      <ul className="so-matches">
        {rows.map(({ number, name, about, state, isOpen }) => (
          <li key={number}>
            <div>
              <strong>{name}</strong> <Tag tone={isOpen ? 'amber' : 'green'}>{state}</Tag>
              <span className="so-second">{about}</span>
            </div>
            {shown === number ? (
              <span className="so-soft">On show below</span>
            ) : (
              <Button look="small" aria-label={`Show ${name}`} onClick={() => onShow(number)}>
                Show
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
