// Small pieces that several views use.

import { html, useEffect, useRef } from './vendor/preact-htm.js';
import { called, hue, tone } from './words.js';

export function Chip({ freight, href }) {
  const name = freight.freight || freight.name;
  const content = html`<span class="chip ${hue(name)}" title=${name}>${called(freight)}</span>`;
  return href ? html`<a class="plain" href=${href}>${content}</a>` : content;
}

export function State({ value, label }) {
  return html`<span class="state ${tone(value)}">${label || value}</span>`;
}

export function Artifacts({ artifacts, notes }) {
  return html`<ul class="artifacts">
    ${artifacts.map(
      (artifact) => html`<li title=${artifact.repoURL || ''}>
        <span class="kind">${artifact.name}</span> <code>${artifact.version}</code>
        ${notes && artifact.note ? html` <span class="note">${artifact.note}</span>` : null}
      </li>`,
    )}
  </ul>`;
}

export function Diff({ text }) {
  if (!text) {
    return html`<p class="note">No files change.</p>`;
  }
  const lines = text.replace(/\n$/, '').split('\n');
  return html`<pre class="diff" tabindex="0">${lines.map((line) => html`<span class=${kindOf(line)}>${line + '\n'}</span>`)}</pre>`;
}

function kindOf(line) {
  if (/^(diff |index |---|\+\+\+|new file|deleted file|similarity|rename|old mode|new mode)/.test(line)) {
    return 'file';
  }
  return { '+': 'added', '-': 'removed', '@': 'place' }[line[0]] || 'same';
}

export function Trouble({ problem }) {
  if (!problem) {
    return null;
  }
  return html`<div class="trouble" role="alert">
    <p>${problem.message}</p>
    ${problem.obstacles && problem.obstacles.length
      ? html`<ul>
          ${problem.obstacles.map((obstacle) => html`<li>${obstacle}</li>`)}
        </ul>`
      : null}
  </div>`;
}

/** A modal dialog; Escape and the close button end it. */
export function Dialog({ title, onClose, children }) {
  const element = useRef(null);
  useEffect(() => {
    const dialog = element.current;
    const before = document.activeElement;
    dialog.showModal();
    return () => {
      dialog.close();
      if (before && before.focus) {
        before.focus();
      }
    };
  }, []);
  return html`<dialog ref=${element} aria-label=${title} onCancel=${(event) => { event.preventDefault(); onClose(); }}>
    <header>
      <h2>${title}</h2>
      <button type="button" class="close" aria-label="Close" onClick=${onClose}>×</button>
    </header>
    ${children}
  </dialog>`;
}
