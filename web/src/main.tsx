import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { watchMissingFiles } from './app/reload';
import './app/app.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
watchMissingFiles();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);

// Service workers exist only in secure contexts; over plain http the page works without one.
if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  navigator.serviceWorker
    .register('/sw.js')
    .catch((error: unknown) => console.warn('The offline page is not available:', error));
}
