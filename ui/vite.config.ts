import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  css: { preprocessorOptions: { scss: { quietDeps: true } } },
  build: {
    target: 'safari15',
    // The window's rules allow fonts and pictures from the program's own files only, never from inside a style.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1000,
  },
});
