import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useState } from 'react';
import { createQueryClient } from '@/api/queries';
import { ThemeRoot } from '@/theme/ThemeRoot';
import { AccessGate } from './AccessGate';
import { createAppRouter } from './router';

export function App() {
  const [queries] = useState(createQueryClient);
  const [router] = useState(createAppRouter);
  return (
    <ThemeRoot>
      <QueryClientProvider client={queries}>
        <AccessGate>
          <RouterProvider router={router} />
        </AccessGate>
      </QueryClientProvider>
    </ThemeRoot>
  );
}
