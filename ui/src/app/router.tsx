// Where everything is. Each page is a place with an address, so that going back always works.
import { createHashHistory, createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { Audit } from '@/features/audit/Audit';
import { StorePage } from '@/features/backup/StorePage';
import { OrganisationPage } from '@/features/organisation/OrganisationPage';
import { Report } from '@/features/report/Report';
import { Account } from '@/features/session/Account';
import { Templates } from '@/features/template/Templates';
import { Users } from '@/features/user/Users';
import { narrowingOf } from '@/features/worklist/narrowing';
import { Broken } from './Broken';
import { Frame } from './Frame';
import { CodeListPage } from './pages/CodeListPage';
import { DirectoryPage } from './pages/DirectoryPage';
import { BundlePage } from './pages/BundlePage';
import { FormPage } from './pages/FormPage';
import { LetterPage } from './pages/LetterPage';
import { NewRequestPage } from './pages/NewRequestPage';
import { PapersPage } from './pages/PapersPage';
import { PatientPage } from './pages/PatientPage';
import { RecordsPage } from './pages/RecordsPage';
import { RequestFrame } from './pages/RequestFrame';
import { RequestPage } from './pages/RequestPage';
import { TemplatePage } from './pages/TemplatePage';
import { TransferPage } from './pages/TransferPage';
import { WorklistPage } from './pages/WorklistPage';
import { WorklistPrintPage } from './pages/WorklistPrintPage';

const root = createRootRoute({ component: Frame });
const worklist = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: WorklistPage,
  validateSearch: narrowingOf,
});
const begin = createRoute({ getParentRoute: () => root, path: '/new', component: NewRequestPage });
const users = createRoute({ getParentRoute: () => root, path: '/users', component: Users });
const account = createRoute({ getParentRoute: () => root, path: '/account', component: Account });
const store = createRoute({ getParentRoute: () => root, path: '/store', component: StorePage });
const organisation = createRoute({ getParentRoute: () => root, path: '/organisation', component: OrganisationPage });
const report = createRoute({ getParentRoute: () => root, path: '/report', component: Report });
const worklistPrint = createRoute({
  getParentRoute: () => root,
  path: '/worklist/print',
  component: WorklistPrintPage,
  validateSearch: narrowingOf,
});
const templates = createRoute({ getParentRoute: () => root, path: '/templates', component: Templates });
const template = createRoute({ getParentRoute: () => root, path: '/templates/$code', component: TemplatePage });
const codeList = createRoute({ getParentRoute: () => root, path: '/lists/$code', component: CodeListPage });
const directory = createRoute({ getParentRoute: () => root, path: '/directory', component: DirectoryPage });
const audit = createRoute({ getParentRoute: () => root, path: '/audit', component: Audit });
const request = createRoute({ getParentRoute: () => root, path: '/requests/$id', component: RequestFrame });
const overview = createRoute({ getParentRoute: () => request, path: '/', component: RequestPage });
const form = createRoute({ getParentRoute: () => request, path: 'form/$section', component: FormPage });
const records = createRoute({ getParentRoute: () => request, path: 'records', component: RecordsPage });
const letter = createRoute({ getParentRoute: () => request, path: 'letter', component: LetterPage });
const bundle = createRoute({ getParentRoute: () => request, path: 'bundle', component: BundlePage });
const papers = createRoute({ getParentRoute: () => request, path: 'papers', component: PapersPage });
const transfer = createRoute({ getParentRoute: () => request, path: 'transfer', component: TransferPage });
const patient = createRoute({ getParentRoute: () => request, path: 'patient', component: PatientPage });

export const router = createRouter({
  routeTree: root.addChildren([
    worklist,
    begin,
    users,
    account,
    store,
    organisation,
    audit,
    worklistPrint,
    report,
    templates,
    template,
    codeList,
    directory,
    request.addChildren([overview, form, records, letter, bundle, papers, transfer, patient]),
  ]),
  history: createHashHistory(),
  defaultPendingMs: 200,
  defaultErrorComponent: Broken,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
