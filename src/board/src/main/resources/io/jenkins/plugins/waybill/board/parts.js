// Small pieces that several pages use.

import { html, useEffect, useRef, useState } from './vendor/preact-htm.js';
import { href } from './address.js';
import { hue } from './colours.js';
import { config } from './config.js';
import { called, tone } from './words.js';

/** The name of Freight in its colour. */
export function Chip({ freight, project, grab }) {
  const name = freight.freight || freight.name;
  const content = html`<span class="chip ${hue(name)} ${grab ? 'grab' : ''}" title=${name} data-freight=${grab ? name : null}><bdi>${called(freight)}</bdi></span>`;
  return project ? html`<a class="plain" href=${href(project, ['freight', name])} draggable="false">${content}</a>` : content;
}

export function State({ value, label }) {
  return html`<span class="state ${tone(value)}">${label || value}</span>`;
}

/** What Freight consists of; `notes` adds the subjects of commits. */
export function Artifacts({ artifacts, notes, most = Infinity }) {
  return html`<ul class="artifacts">
    ${artifacts.slice(0, most).map(
      (artifact) => html`<li title=${[artifact.repoURL, artifact.id].filter(Boolean).join('\n')}>
        <span class="kind">${artifact.name}</span> <code>${artifact.version}</code>
        ${notes && artifact.note ? html` <span class="note"><bdi>${artifact.note}</bdi></span>` : null}
      </li>`,
    )}
    ${artifacts.length > most ? html`<li class="note">and ${artifacts.length - most} more</li>` : null}
  </ul>`;
}

export function Diff({ text }) {
  if (!text) {
    return html`<p class="note">No files change.</p>`;
  }
  const lines = text.replace(/\n$/, '').split('\n');
  return html`<pre class="diff" tabindex="0" aria-label="Changes">${lines.map((line) => html`<span class=${kindOf(line)}>${line + '\n'}</span>`)}</pre>`;
}

function kindOf(line) {
  if (/^(diff |index |---|\+\+\+|new file|deleted file|similarity|rename|old mode|new mode)/.test(line)) {
    return 'file';
  }
  return { '+': 'added', '-': 'removed', '@': 'hunk' }[line[0]] || 'same';
}

export function Trouble({ problem }) {
  const element = useRef(null);
  useEffect(() => {
    if (element.current && element.current.closest('dialog')) {
      element.current.scrollIntoView({ block: 'nearest' });
    }
  }, [problem]);
  if (!problem) {
    return null;
  }
  return html`<div class="trouble" role="alert" ref=${element}>
    <p>${problem instanceof TypeError ? 'The server does not answer. Nothing was changed; try again in a moment.' : problem.message}</p>
    ${problem.obstacles && problem.obstacles.length > 1
      ? html`<ul>
          ${problem.obstacles.map((obstacle) => html`<li>${obstacle}</li>`)}
        </ul>`
      : null}
  </div>`;
}

/** Shown until there is something to show; says so only when that takes a while. */
export function Loading({ problem, what = 'this page' }) {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 400);
    return () => clearTimeout(timer);
  }, []);
  if (problem) {
    return html`<${Trouble} problem=${problem} />`;
  }
  return html`<p class="empty" role="status">${slow ? `Loading ${what}…` : ''}</p>`;
}

/** The heading of a page: the first of the document, unless the page around the board has that. */
export function Title({ children }) {
  return html`<${config.header ? 'h1' : 'h2'} class="title">${children}<//>`;
}

export function More({ list }) {
  return html`<${Trouble} problem=${list.problem} />
    ${list.more ? html`<p><button type="button" onClick=${list.more}>Show more</button></p>` : null}`;
}

/** Copies the address of this very page, filters and all. */
export function Permalink() {
  const [done, setDone] = useState(false);
  if (!navigator.clipboard) {
    return null;
  }
  const copy = async () => {
    await navigator.clipboard.writeText(location.href).then(() => setDone(true), () => {});
    setTimeout(() => setDone(false), 1500);
  };
  return html`<button type="button" class="quiet" onClick=${copy}>${done ? 'Copied' : 'Copy link'}</button>`;
}

/**
 * Puts the focus where people go on: on the first field or choice, also when those come later, and never on nothing when
 * what had it is taken away. Once people move it themselves it is theirs.
 */
function keepFocus(dialog) {
  let theirs = false;
  const look = () => {
    const lost = !dialog.contains(document.activeElement);
    if (lost || (!theirs && !document.activeElement.matches('input, select, textarea, .choices button'))) {
      (dialog.querySelector('.search input, .choices button, form:not(details form) :is(input, select, textarea)') || dialog).focus();
    }
  };
  const moved = (event) => {
    theirs = theirs || event.key === 'Tab' || event.type === 'pointerdown';
  };
  const observer = new MutationObserver(look);
  look();
  observer.observe(dialog, { childList: true, subtree: true });
  dialog.addEventListener('keydown', moved);
  dialog.addEventListener('pointerdown', moved);
  return () => observer.disconnect();
}

/** A modal dialog; Escape and the close button end it. */
export function Dialog({ title, onClose, wide, children }) {
  const element = useRef(null);
  useEffect(() => {
    const dialog = element.current;
    const before = document.activeElement;
    dialog.showModal();
    const ending = keepFocus(dialog);
    return () => {
      ending();
      dialog.close();
      if (before && before.focus) {
        before.focus();
      }
    };
  }, []);
  const outside = (event) => {
    if (event.target === element.current) {
      onClose();
    }
  };
  return html`<dialog
    ref=${element}
    tabindex="-1"
    class=${wide ? 'wide' : ''}
    aria-label=${title}
    onMouseDown=${outside}
    onCancel=${(event) => { event.preventDefault(); onClose(); }}
  >
    <div class="inner">
      <header>
        <h2>${title}</h2>
        <button type="button" class="close" aria-label="Close" onClick=${onClose}>×</button>
      </header>
      ${children}
    </div>
  </dialog>`;
}

/** A button that opens a list of actions; arrows walk through it, Escape closes it. */
export function Menu({ label, title, items, wide }) {
  const [open, setOpen] = useState(false);
  const element = useRef(null);
  useEffect(() => {
    if (!open) {
      return undefined;
    }
    const outside = (event) => {
      if (!element.current.contains(event.target)) {
        setOpen(false);
      }
    };
    document.addEventListener('pointerdown', outside);
    const list = element.current.querySelector('.list');
    const frame = element.current.closest('.frame');
    if (frame && list.getBoundingClientRect().bottom > frame.getBoundingClientRect().bottom) {
      list.classList.add('up');
    }
    const first = list.querySelector('[role=menuitem]:not(:disabled)');
    if (first) {
      first.focus({ preventScroll: true });
    }
    return () => document.removeEventListener('pointerdown', outside);
  }, [open]);
  function keys(event) {
    if (!open) {
      return;
    }
    const entries = [...element.current.querySelectorAll('[role=menuitem]:not(:disabled)')];
    const at = entries.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: entries.length - 1 }[event.key];
    if (to !== undefined && entries.length) {
      event.preventDefault();
      entries[(to + entries.length) % entries.length].focus();
    } else if (event.key === 'Escape' || event.key === 'Tab') {
      setOpen(false);
      element.current.querySelector('button').focus();
      if (event.key === 'Escape') {
        event.preventDefault();
      }
    }
    event.stopPropagation();
  }
  return html`<span class="menu" ref=${element} onKeyDown=${keys}>
    <button
      type="button"
      class=${wide ? '' : 'icon'}
      aria-haspopup="menu"
      aria-expanded=${open ? 'true' : 'false'}
      aria-label=${title}
      title=${wide ? null : title}
      onClick=${() => setOpen(!open)}
    >${label}</button>
    ${open
      ? html`<div class="list" role="menu" aria-label=${title}>
          ${items.map((item) => (item.href
            ? html`<a role="menuitem" tabindex="-1" href=${item.href} onClick=${() => setOpen(false)}>${item.label}</a>`
            : html`<button
                type="button"
                role="menuitem"
                tabindex="-1"
                disabled=${item.disabled || false}
                onClick=${() => { setOpen(false); item.act(); }}
              >${item.label}</button>`))}
        </div>`
      : null}
  </span>`;
}

export function useMedia(query) {
  const [matches, setMatches] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const list = matchMedia(query);
    const changed = () => setMatches(list.matches);
    list.addEventListener('change', changed);
    return () => list.removeEventListener('change', changed);
  }, [query]);
  return matches;
}

/** A choice that this browser remembers, where it may. */
export function useRemembered(name, initial) {
  const key = `waybill:${name}`;
  const [value, setValue] = useState(() => {
    try {
      return JSON.parse(localStorage.getItem(key)) ?? initial;
    } catch {
      return initial;
    }
  });
  const remember = (next) => {
    setValue(next);
    try {
      localStorage.setItem(key, JSON.stringify(next));
    } catch {
      // It lasts as long as the page, then.
    }
  };
  return [value, remember];
}
