import { useQuery } from '@tanstack/react-query';
import { Navigate, useParams } from '@tanstack/react-router';
import { FailureNote } from '@/components/Callout';
import { CodeList } from '@/features/template/CodeLists';
import { queries } from '@/lib/queries';

export function CodeListPage() {
  const { code } = useParams({ from: '/lists/$code' });
  const lists = useQuery(queries.codeLists());
  if (lists.error) return <FailureNote error={lists.error} />;
  const list = lists.data?.find((one) => one.code === code);
  if (lists.data && !list) return <Navigate to="/templates" />;
  return list ? <CodeList key={`${list.code} ${list.version}`} list={list} /> : null;
}
