// Short messages about what was done or did not work, and what is expected to happen before the server has said so.

import { html, useEffect, useState } from './vendor/preact-htm.js';

const LASTS = 7000;
const EXPECTED_FOR = 8000;

let notices = [];
let number = 0;
const expected = new Map();
const watchers = new Set();

function tell() {
  watchers.forEach((watcher) => watcher({}));
}

function useNews() {
  const [, wake] = useState(null);
  useEffect(() => {
    watchers.add(wake);
    return () => watchers.delete(wake);
  }, []);
}

/** Says something for a while; what went wrong stays until it is dismissed. */
export function notify(text, { bad = false, href = null, link = '' } = {}) {
  const notice = { id: ++number, text, bad, href, link };
  notices = [...notices.slice(-3), notice];
  tell();
  if (!bad) {
    setTimeout(() => dismiss(notice.id), LASTS);
  }
}

function dismiss(id) {
  notices = notices.filter((notice) => notice.id !== id);
  tell();
}

export function Notices() {
  useNews();
  return html`<div class="notices" role="status" aria-live="polite">
    ${notices.map(
      (notice) => html`<div key=${notice.id} class="notice ${notice.bad ? 'bad' : ''}">
        <p>${notice.text} ${notice.href ? html`<a href=${notice.href}>${notice.link}</a>` : null}</p>
        <button type="button" class="close" aria-label="Dismiss" onClick=${() => dismiss(notice.id)}>×</button>
      </div>`,
    )}
  </div>`;
}

/**
 * Does something, and shows at once what is expected of it: `key` says where, `what` is the text. Should the server
 * refuse, that is taken back and its reason is shown.
 */
export async function attempt(work, { key, what, done }) {
  const token = {};
  if (key) {
    expected.set(key, { token, what });
    tell();
  }
  const forget = () => {
    if (key && expected.get(key) && expected.get(key).token === token) {
      expected.delete(key);
      tell();
    }
  };
  try {
    const result = await work();
    setTimeout(forget, EXPECTED_FOR);
    if (done) {
      const { text, ...options } = done(result);
      notify(text, options);
    }
    return result;
  } catch (problem) {
    forget();
    // Whoever shows it where it happened marks it as seen, and it is not said twice.
    setTimeout(() => problem.seen || notify(problem instanceof TypeError ? 'The server does not answer; nothing was changed.' : problem.message, { bad: true }));
    throw problem;
  }
}

/**
 * What is expected somewhere; null when nothing is, or once the server shows it: `settled` says that it is under way,
 * and another `mark` than at first that it is done already.
 */
export function useExpected(key, settled, mark) {
  useNews();
  const entry = expected.get(key);
  if (entry && !('mark' in entry)) {
    entry.mark = mark;
  }
  const over = Boolean(entry) && (settled || entry.mark !== mark);
  useEffect(() => {
    if (over) {
      expected.delete(key);
    }
  }, [over]);
  return entry && !over ? entry.what : null;
}
