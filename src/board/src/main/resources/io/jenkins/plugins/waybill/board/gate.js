// A gate outside of any promotion, such as a build that waits for people: its own page, and the short form in lists.

import { html } from './vendor/preact-htm.js';
import { href, projectPath } from './address.js';
import { useLive } from './live.js';
import { Chip, Loading, Permalink, State, Title, Trouble } from './parts.js';
import { Answers, Question } from './question.js';
import { When } from './time.js';
import { who } from './words.js';

export function GatePage({ project, name, may, ask }) {
  const { value: gate, problem } = useLive(projectPath(project, 'approvals', name));
  if (!gate) {
    return html`<${Loading} problem=${problem} what="the question" />`;
  }
  const waiting = gate.verdict === 'Waiting';
  const question = { stage: gate.stage, approval: gate.id };
  return html`<article class="page">
    <header>
      <${Title}>Gate before <a href=${href(project, ['stages', gate.stage])}><bdi>${gate.stage}</bdi></a><//>
      <${State} value=${gate.verdict} />
      <${Permalink} />
    </header>
    <p class="note"><code>${gate.id}</code></p>
    <${Trouble} problem=${problem} />
    <dl>
      <dt>Freight</dt><dd><${Chip} freight=${gate} project=${project} /></dd>
      <dt>Asked by</dt><dd><bdi>${who(gate.openedBy)}</bdi>, <${When} time=${gate.openedAt} /></dd>
      ${gate.decidedAt ? html`<dt>Decided</dt><dd><${When} time=${gate.decidedAt} /></dd>` : null}
      ${gate.link && /^https?:/.test(gate.link) ? html`<dt>About</dt><dd><a href=${gate.link}>${gate.link}</a></dd>` : null}
    </dl>
    <${Question} question=${{ ...gate, kind: 'Approval', text: gate.message, until: waiting ? gate.expiresAt : null }}>
      ${waiting ? null : gate.reasons.slice(0, 1).map((reason) => html`<p><bdi>${reason}</bdi></p>`)}
      ${waiting
        ? html`<p class="buttons start">
            ${may('APPROVE', gate.stage)
              ? html`<button type="button" class="primary" disabled=${Boolean(gate.mayNot)} onClick=${() => ask({ kind: 'approve', ...question })}>Approve…</button>
                  <button type="button" onClick=${() => ask({ kind: 'reject', ...question })}>Reject…</button>`
              : null}
            ${may('OVERRIDE', gate.stage) ? html`<button type="button" onClick=${() => ask({ kind: 'bypass', ...question })}>Go on without approval…</button>` : null}
            ${may('ABORT', gate.stage) ? html`<button type="button" onClick=${() => ask({ kind: 'cancel', ...question })}>Stop asking…</button>` : null}
          </p>`
        : null}
    <//>
    <${Answers} responses=${gate.responses} />
  </article>`;
}

/** Gates before a Stage that nobody has opened yet. */
export function OpenGates({ project, gates }) {
  return gates.map(
    (gate) => html`<p class="line asking" key=${gate.id}>
      <a href=${href(project, ['approvals', gate.id])}>Waits for people</a> <${Chip} freight=${gate} /> <span class="note">${gate.given} of ${gate.needed}</span>
    </p>`,
  );
}
