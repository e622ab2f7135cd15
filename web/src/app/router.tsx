import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouterHistory,
} from '@tanstack/react-router';
import { OverviewPage } from '@/features/overview/OverviewPage';
import { NotFoundPage } from './NotFoundPage';
import { PageFailed } from './PageFailed';
import { Shell } from './Shell';
import {
  parseSearch,
  stringifySearch,
  validateAccess,
  validateNode,
  validateNodes,
  validateOverview,
  validateSettings,
  validateStorage,
} from './search';

const rootRoute = createRootRoute({ component: Shell, notFoundComponent: NotFoundPage, errorComponent: PageFailed });

const overviewRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  component: OverviewPage,
  validateSearch: validateOverview,
});

const nodesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/nodes',
  component: lazyRouteComponent(() => import('@/features/nodes/NodesPage'), 'NodesPage'),
  validateSearch: validateNodes,
});

const nodeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/nodes/$id',
  component: lazyRouteComponent(() => import('@/features/node/NodePage'), 'NodePage'),
  validateSearch: validateNode,
});

const storageRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/nodes/$id/storage',
  component: lazyRouteComponent(() => import('@/features/storage/StoragePage'), 'StoragePage'),
  validateSearch: validateStorage,
});

const accessRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/access',
  component: lazyRouteComponent(() => import('@/features/access/AccessPage'), 'AccessPage'),
  validateSearch: validateAccess,
});

const settingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('@/features/settings/SettingsPage'), 'SettingsPage'),
  validateSearch: validateSettings,
});

const pages = [overviewRoute, nodesRoute, nodeRoute, storageRoute, accessRoute, settingsRoute];

/** Every component in every state, in development only. */
function galleryRoutes() {
  if (!import.meta.env.DEV) return [];
  return [
    createRoute({
      getParentRoute: () => rootRoute,
      path: '/_gallery',
      component: lazyRouteComponent(() => import('@/components/Gallery')),
    }),
  ];
}

/** `history` is that of the browser unless given. */
export function createAppRouter(history?: RouterHistory) {
  return createRouter({
    history,
    routeTree: rootRoute.addChildren([...pages, ...galleryRoutes()]),
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    scrollRestoration: true,
    defaultErrorComponent: PageFailed,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
