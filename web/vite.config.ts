import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: { target: 'es2023', sourcemap: false },
  server: { proxy: { '/api': 'http://127.0.0.1:8008' } },
  test: { environment: 'jsdom', include: ['src/**/*.test.{ts,tsx}'] },
});
