// One Stage: what runs there, what waits, what ran before, and what its applications say.

import { html } from './vendor/preact-htm.js';
import { href, projectPath, segment } from './address.js';
import { Applications } from './argocd.js';
import { Window } from './card.js';
import { OpenGates } from './gate.js';
import { PromotionTable } from './history.js';
import { useLive } from './live.js';
import { Artifacts, Chip, Loading, Permalink, State, Title, Trouble } from './parts.js';
import { placeQuery } from './promotion.js';
import { Buttons, answers, asked, emergencies, wanted } from './question.js';
import { Ago, Since, Until } from './time.js';
import { count, originName } from './words.js';

export function StagePage({ project, name, may, ask }) {
  const { value: detail, problem } = useLive(projectPath(project, 'stages', name), 1000);
  if (!detail) {
    return html`<${Loading} problem=${problem} what="the Stage" />`;
  }
  const stage = detail.stage;
  const running = stage.running;
  const asks = asked(running);
  const question = running && { stage: name, promotion: running.name };
  const first = stage.waiting[0];
  return html`<article class="page">
    <header>
      <${Title}><bdi>${stage.name}</bdi><//>
      ${stage.health ? html`<${State} value=${stage.health} />` : null}
      ${stage.autoPromotion ? html`<span class="label">automatic</span>` : null}
      <${Permalink} />
    </header>
    ${stage.description ? html`<p><bdi>${stage.description}</bdi></p>` : null}
    <p class="note">Written at <a href=${href(project, ['manifests'], placeQuery(detail.place))}>${detail.place}</a></p>
    <${Trouble} problem=${problem} />
    ${stage.windows ? html`<${Window} windows=${stage.windows} />${stage.windows.reasons.map((reason) => html`<p class="note">${reason}</p>`)}` : null}
    ${stage.holds.map((hold) => html`<p class="hold">${hold}</p>`)}
    ${stage.healthIssues.map((issue) => html`<p class="message">${issue}</p>`)}
    ${running
      ? html`<p class="line">
          <a href=${href(project, ['promotions', running.name])}>${asks ? (asks.kind === 'Input' ? 'Waits for input' : 'Waits for approval') : 'Promoting'}</a> <${Chip} freight=${running} project=${project} />
          ${asks && asks.kind !== 'Input' ? html`<strong>${wanted(asks)}</strong>` : null}
          ${running.step ? html`<span class="note">step ${running.step.number} of ${running.step.count}: ${running.step.alias}</span>` : null}
        </p>`
      : null}
    <${OpenGates} project=${project} gates=${stage.gates} />
    <p class="buttons start">
      ${asks ? html`<${Buttons} entries=${[...answers(asks, question, may, ask), ...emergencies(asks, question, may, ask)]} />` : null}
      ${first && !running && stage.windows && !stage.windows.open && may('OVERRIDE_WINDOW', name)
        ? html`<button type="button" onClick=${() => ask({ kind: 'override', stage: name, promotion: first.name })}>Start in spite of the window…</button>`
        : null}
      ${running && may('ABORT', name) ? html`<button type="button" onClick=${() => ask({ kind: 'abort', ...question })}>Abort…</button>` : null}
      ${may('PROMOTE', name) && !stage.controlFlow
        ? html`<button type="button" class=${asks ? '' : 'primary'} onClick=${() => ask({ kind: 'promote', stage: name })}>Promote…</button>`
        : null}
      ${may('PROMOTE', name) && detail.history.length > 1
        ? html`<button type="button" onClick=${() => ask({ kind: 'rollback', stage: name })}>Roll back…</button>`
        : null}
      ${may('VERIFY', name) && stage.current.length && !stage.controlFlow
        ? html`<button type="button" onClick=${() => ask({ kind: 'verify', stage: name })}>Verify again</button>`
        : null}
    </p>
    ${stage.waiting.length
      ? html`<h3>In the queue</h3>
          <ol class="past">${stage.waiting.map((queued) => html`<li key=${queued.name}><${Chip} freight=${queued} project=${project} /> <a href=${href(project, ['promotions', queued.name])}>${queued.message}</a></li>`)}</ol>`
      : null}
    ${stage.ahead.length
      ? html`<h3>In front of it</h3>
          <ul class="past">
            ${stage.ahead.map(
              (ahead) => html`<li key=${ahead.origin}>
                <span>${count(ahead.newer, 'piece', 'pieces')} of Freight from ${originName(ahead.origin)} ${ahead.newer === 1 ? 'is' : 'are'} newer, the first of them for <${Since} time=${ahead.behindSince} />.</span>
                <span>${ahead.next.eligible ? 'It may take' : 'Next would be'} <${Chip} freight=${ahead.next} project=${project} /></span>
                ${ahead.next.eligibleAt ? html`<span class="note"><${Until} time=${ahead.next.eligibleAt} /></span>` : null}
                ${ahead.next.obstacles.map((obstacle) => html`<p class="note">${obstacle}</p>`)}
              </li>`,
            )}
          </ul>`
      : null}
    <${Applications} project=${project} stage=${name} />
    <h3>What ran here</h3>
    <ol class="past">
      ${detail.history.map(
        (entry, index) => html`<li key=${entry.id}>
          ${entry.freight.map((carried) => html`<${Chip} freight=${carried} project=${project} /> <${Artifacts} artifacts=${carried.artifacts} notes />`)}
          ${index === 0 ? html`<span class="label">now</span>` : null}
          ${entry.verifications.map((verification) => html`<p class="note">Verified <${Ago} time=${verification.startedAt} />: <${State} value=${verification.phase} /> ${verification.message}</p>`)}
        </li>`,
      )}
    </ol>
    ${detail.history.length ? null : html`<p class="empty">Nothing yet.</p>`}
    <h3>Promotions</h3>
    <${PromotionTable} project=${project} query="stage=${segment(name)}" />
  </article>`;
}
