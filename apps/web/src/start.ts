import '@fontsource-variable/inter';
import '#ui/theme.css';
import { mayBeSignedIn } from '#lib/sign-in-hint.ts';
import { carryOver } from './carry-over.ts';

/**
 * The first script of every page, and on the welcome page the only one until somebody wants something.
 *
 * The welcome page comes complete from the server: most of who opens it reads it, and reading needs no application.
 */
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

const signs = ['pointermove', 'pointerdown', 'touchstart', 'keydown', 'focusin', 'wheel'] as const;
const canWait = root.dataset.page === 'welcome' && location.search === '' && isSecureContext && !mayBeSignedIn();
const carried = carryOver(root);

let loading = false;
async function load(sign?: Event): Promise<void> {
  if (loading || !root || onlyLiesThere(sign)) return;
  loading = true;
  for (const sign of signs) removeEventListener(sign, load);
  try {
    const { mount } = await import('./main.tsx');
    carried.note();
    mount(root, carried.restore);
  } catch (error) {
    carried.failed();
    addEventListener('online', reloadWhenAnswered);
    setInterval(reloadWhenAnswered, 5_000);
    throw error;
  }
}

/** Chromium tells of a pointer that lies where a page comes up as of one that moves, by nothing. */
const onlyLiesThere = (sign?: Event) =>
  sign instanceof PointerEvent && sign.type === 'pointermove' && sign.movementX === 0 && sign.movementY === 0;

/** Browsers keep a module that failed to load as failed, so only a reload helps; one that did not help is not repeated at once. */
async function reloadWhenAnswered(): Promise<void> {
  if (Date.now() - Number(sessionStorage.getItem('vplus.reloaded')) < 60_000) return;
  const answer = await fetch('/api/health', { cache: 'no-store' }).catch(() => undefined);
  if (!answer?.ok) return;
  sessionStorage.setItem('vplus.reloaded', String(Date.now()));
  location.reload();
}

if (canWait) for (const sign of signs) addEventListener(sign, load, { passive: true });
else load();

// A page from the back/forward cache still says "Opening Microsoft…"; it has to be a fresh one.
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
});
