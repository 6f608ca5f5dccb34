import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { resume } from './session.ts';
import './workers.ts';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root.');
await resume();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
