import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { FailureNote } from '@/components/Callout';
import { PageHead } from '@/components/PageHead';
import { Tag } from '@/components/Tag';
import { queries } from '@/lib/queries';
import { CodeLists } from './CodeLists';

/** Every paper whose words the organisation may change. */
export function Templates() {
  const templates = useQuery(queries.templates());
  return (
    <>
      <PageHead title="Wording" />
      <p className="so-part__lead">
        The words of your papers. What is changed here is used by every paper from then on; letters that are signed keep the words they were
        signed with.
      </p>
      <FailureNote error={templates.error} />
      <table className="nhsuk-table so-table">
        <caption className="nhsuk-u-visually-hidden">Templates</caption>
        <thead>
          <tr>
            <th scope="col">Paper</th>
            <th scope="col">Language</th>
            <th scope="col">Words</th>
            <th scope="col">Changed</th>
          </tr>
        </thead>
        <tbody>
          {templates.data?.map((template) => (
            <tr key={template.code}>
              <td>
                <Link to="/templates/$code" params={{ code: template.code }} aria-label={`${template.label}, ${template.language.label}`}>
                  {template.label}
                </Link>
              </td>
              <td>{template.language.label}</td>
              <td className="so-tags">
                {template.is_changed ? <Tag tone="violet">Your own</Tag> : <Tag>As supplied</Tag>}
                {!template.is_checked && <Tag tone="amber">Translation not checked</Tag>}
              </td>
              <td>
                {template.changed_by ?? '–'}
                {template.changed_at && <span className="so-second">{template.changed_at}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <CodeLists />
    </>
  );
}
