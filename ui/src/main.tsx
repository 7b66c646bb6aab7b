import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { cache } from '@/lib/queries';
import { Door } from './app/Door';
import './styles/main.scss';

// Chosen by the system for every file that misses its target: the page must never be replaced by a dropped file.
for (const kind of ['dragover', 'drop'] as const) window.addEventListener(kind, (event) => event.preventDefault());

const place = document.getElementById('app');
if (place) {
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={cache}>
        <Door />
      </QueryClientProvider>
    </StrictMode>,
  );
}
