// What people are asked: how far it is from an answer, who may give one, and the buttons that do.

import { html } from './vendor/preact-htm.js';
import { State } from './parts.js';
import { Until, When, local } from './time.js';
import { count, who } from './words.js';

/** What a running promotion asks, in short; null when it asks nothing. */
export function asked(running) {
  const step = running && running.step;
  return step && step.awaitsApproval ? step.asks || { kind: 'Approval', needed: 1, given: 0 } : null;
}

/** "1 of 3 approvals", or what else is wanted. */
export function wanted(asks) {
  return asks.kind === 'Input' ? 'Waits for input' : `${asks.given} of ${count(asks.needed, 'approval')}`;
}

/** The deeds that answer, as entries for a menu or buttons; the first is the expected one. */
export function answers(asks, question, may, ask) {
  const entries = [];
  if (may('APPROVE', question.stage)) {
    if (asks.kind === 'Input') {
      entries.push({ label: 'Answer…', act: () => ask({ kind: 'input', ...question }) });
    } else {
      entries.push({ label: 'Approve…', act: () => ask({ kind: 'approve', ...question }) });
      entries.push({ label: 'Reject…', act: () => ask({ kind: 'reject', ...question }) });
    }
  }
  return entries;
}

/** For emergencies, apart from the others, so that nobody takes it by mistake. */
export function emergencies(asks, question, may, ask) {
  return asks.kind !== 'Input' && may('OVERRIDE', question.stage)
    ? [{ label: 'Go on without approval…', act: () => ask({ kind: 'bypass', ...question }) }]
    : [];
}

export function Buttons({ entries, primary = true }) {
  return entries.map(
    ({ label, act }, index) => html`<button type="button" class=${primary && index === 0 ? 'primary' : ''} onClick=${act}>${label}</button>`,
  );
}

/** How many of whom agreed, who may not, and until when. */
export function Quorum({ quorum, until }) {
  return html`<div class="quorum">
    <p class="line">
      <strong>${quorum.given.length} of ${count(quorum.needed, 'approval')}</strong>
      <${Pips} needed=${quorum.needed} given=${quorum.given.length} />
      ${until ? html`<span class="note">expires <${Until} time=${until} /></span>` : null}
    </p>
    ${quorum.shares.length
      ? html`<ul class="shares">
          ${quorum.shares.map(
            (share) => html`<li key=${share.who} class=${share.given.length >= share.needed && share.given.length ? 'done' : ''}>
              <bdi>${share.who}</bdi>
              <span class="note">${share.needed ? `${share.given.length} of ${share.needed}` : share.given.length ? `${share.given.length}` : 'may'}</span>
              ${share.given.length ? html`<span>${share.given.map((name, index) => html`${index ? ', ' : ''}<bdi>${name}</bdi>`)}</span>` : null}
            </li>`,
          )}
        </ul>`
      : null}
    ${quorum.given.some((given) => given.countsUntil)
      ? quorum.given.map((given) => html`<p class="note">The approval by <bdi>${given.who}</bdi> counts until ${local(given.countsUntil)}.</p>`)
      : null}
    ${quorum.excluded.length ? html`<p class="note">May not approve: ${quorum.excluded.map((words, index) => html`${index ? '; ' : ''}<bdi>${words}</bdi>`)}.</p>` : null}
  </div>`;
}

const MOST_PIPS = 12;

function Pips({ needed, given }) {
  return needed > MOST_PIPS
    ? null
    : html`<span class="pips" aria-hidden="true">${Array.from({ length: needed }, (_, index) => html`<i class=${index < given ? 'given' : ''} key=${index}></i>`)}</span>`;
}

/** A question as a whole: its text, how it stands, and what the reader may do. `deeds` are the buttons. */
export function Question({ question, children }) {
  return html`<section class="question" aria-label="Question">
    <h3>${question.text ? html`<bdi>${question.text}</bdi>` : question.kind === 'Input' ? 'It asks for values' : 'It waits for approval'}</h3>
    ${question.quorum ? html`<${Quorum} quorum=${question.quorum} until=${question.until} />` : null}
    ${!question.quorum && question.until ? html`<p class="note">It expires <${Until} time=${question.until} />.</p>` : null}
    <p class="note">${question.kind === 'Input' ? 'May answer' : 'Asked'}: <bdi>${question.who}</bdi>.</p>
    ${(question.reasons || []).slice(1).map((reason) => html`<p class="note">${reason}</p>`)}
    ${question.standingInFor ? html`<p class="hold">You answer for <bdi>${question.standingInFor}</bdi>; both of you will be named.</p>` : null}
    ${question.mayNot ? html`<p class="hold">${question.mayNot}</p>` : null}
    ${children}
  </section>`;
}

/** Who said what. */
export function Answers({ responses }) {
  return responses.length
    ? html`<h3>Answers</h3>
        <ul class="answers">
          ${responses.map(
            (response) => html`<li>
              <${State} value=${response.bypass ? 'Bypassed' : response.approved ? 'Approved' : 'Rejected'} />
              ${' '}by <bdi>${who(response.actor)}</bdi>${response.onBehalfOf ? html` for <bdi>${who(response.onBehalfOf)}</bdi>` : ''}, <${When} time=${response.at} />${response.comment ? html`<blockquote><bdi>${response.comment}</bdi></blockquote>` : ''}
            </li>`,
          )}
        </ul>`
    : null;
}
