// What is read from Rust, by name. A key that belongs to a request begins with its id, so that no answer of one
// patient's request can ever be shown for another.
import { QueryClient, queryOptions } from '@tanstack/react-query';
import type { AuditInput, DirectorySearchInput, ReportInput, RequestView, WorklistInput } from './wire';
import { commands } from './commands';

/** The cache of the window. Rust is a millisecond away: what is shown again is read again. */
export const cache = new QueryClient({
  defaultOptions: {
    queries: { retry: false, networkMode: 'always', refetchOnWindowFocus: false, gcTime: 0 },
    mutations: { retry: false, networkMode: 'always' },
  },
});

export const queries = {
  storeState: () => queryOptions({ queryKey: ['store'], queryFn: () => commands.storeState() }),
  choices: () => queryOptions({ queryKey: ['choices'], queryFn: () => commands.choices(), staleTime: Infinity, gcTime: Infinity }),
  request: (id: string) => queryOptions({ queryKey: ['request', id], queryFn: () => commands.showRequest(id) }),
  worklist: (input: WorklistInput) =>
    queryOptions({ queryKey: ['worklist', input], queryFn: () => commands.listRequests(input) }),
  listNews: () => queryOptions({ queryKey: ['news'], queryFn: () => commands.listNews(), refetchInterval: 2_000 }),
  filterChoices: () => queryOptions({ queryKey: ['filters', 'choices'], queryFn: () => commands.filterChoices() }),
  filters: () => queryOptions({ queryKey: ['filters'], queryFn: () => commands.listFilters() }),
  report: (period: ReportInput) => queryOptions({ queryKey: ['report', period], queryFn: () => commands.showReport(period) }),
  patients: (words: string) =>
    queryOptions({ queryKey: ['patients', words], queryFn: () => commands.findPatients(words), enabled: words.trim().length >= 2 }),
  users: () => queryOptions({ queryKey: ['users'], queryFn: () => commands.listUsers() }),
  audit: (input: AuditInput) => queryOptions({ queryKey: ['audit', input], queryFn: () => commands.readAudit(input) }),
  auditChoices: () => queryOptions({ queryKey: ['audit', 'choices'], queryFn: () => commands.auditChoices() }),
  backupState: () => queryOptions({ queryKey: ['backup', 'state'], queryFn: () => commands.backupState() }),
  backups: () => queryOptions({ queryKey: ['backup', 'list'], queryFn: () => commands.listBackups() }),
  settings: () => queryOptions({ queryKey: ['settings'], queryFn: () => commands.showSettings() }),
  papers: (id: string, version: number) =>
    queryOptions({ queryKey: ['request', id, 'papers', version], queryFn: () => commands.listPapers(id) }),
  appearance: () => queryOptions({ queryKey: ['appearance'], queryFn: () => commands.appearance() }),
  help: () => queryOptions({ queryKey: ['help'], queryFn: () => commands.help(), staleTime: Infinity, gcTime: Infinity }),
  toured: () => queryOptions({ queryKey: ['toured'], queryFn: () => commands.hasToured() }),
  transfer: (id: string) => queryOptions({ queryKey: ['request', id, 'transfer'], queryFn: () => commands.showTransfer(id) }),
  templates: () => queryOptions({ queryKey: ['templates'], queryFn: () => commands.listTemplates() }),
  wording: (code: string) => queryOptions({ queryKey: ['templates', code], queryFn: () => commands.showWording(code) }),
  organisation: () => queryOptions({ queryKey: ['organisation'], queryFn: () => commands.showOrganisation() }),
  signature: () => queryOptions({ queryKey: ['signature'], queryFn: () => commands.showSignature() }),
  signedExample: () => queryOptions({ queryKey: ['signature', 'example'], queryFn: () => commands.previewSignature() }),
  printerSides: (printer: string) => queryOptions({ queryKey: ['printers', printer], queryFn: () => commands.printerSides(printer) }),
  entries: (input: DirectorySearchInput) => queryOptions({ queryKey: ['directory', input], queryFn: () => commands.findEntries(input) }),
  entryCounts: () => queryOptions({ queryKey: ['directory', 'counts'], queryFn: () => commands.countEntries() }),
  odsFiles: () => queryOptions({ queryKey: ['ods files'], queryFn: () => commands.odsFiles(), staleTime: Infinity }),
  codes: () => queryOptions({ queryKey: ['codes'], queryFn: () => commands.showCodes() }),
  codeLists: () => queryOptions({ queryKey: ['codes', 'lists'], queryFn: () => commands.listCodes() }),
  search: (words: string) => queryOptions({ queryKey: ['search', words], queryFn: () => commands.search(words) }),
  printers: () => queryOptions({ queryKey: ['printers'], queryFn: () => commands.listPrinters() }),
};

/** Puts a newer state of a request in the place of the one before. */
export function keepRequest(view: RequestView): void {
  cache.setQueryData(queries.request(view.id).queryKey, view);
  void cache.invalidateQueries({ queryKey: ['worklist'] });
  void cache.invalidateQueries({ queryKey: queries.listNews().queryKey });
}
