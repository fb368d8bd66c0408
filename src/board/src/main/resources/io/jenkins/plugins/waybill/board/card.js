// The cards of the graph.

import { Component, html, useState } from './vendor/preact-htm.js';
import { href } from './address.js';
import { refresh } from './deeds.js';
import { hue } from './colours.js';
import { OpenGates } from './gate.js';
import { useExpected } from './notices.js';
import { Artifacts, Chip, Menu, State } from './parts.js';
import { Buttons, answers, asked, emergencies, wanted } from './question.js';
import { Ago, Since, Until, now, useMoment } from './time.js';
import { called, count, shortUrl } from './words.js';

/** Renders anew only when what it shows is another: with hundreds of cards, most are as they were. */
class Steady extends Component {
  shouldComponentUpdate(next) {
    return Object.keys(next).some((name) => next[name] !== this.props[name]);
  }

  render({ of, ...props }) {
    return html`<${of} ...${props} />`;
  }
}

export const WarehouseCard = (props) => html`<${Steady} of=${Warehouse} ...${props} />`;
export const StageCard = (props) => html`<${Steady} of=${Stage} ...${props} />`;
export const GroupCard = (props) => html`<${Steady} of=${Group} ...${props} />`;

function Warehouse({ project, warehouse, may }) {
  const [busy, setBusy] = useState(false);
  async function look() {
    setBusy(true);
    await refresh(project, warehouse.name).catch(() => {});
    setBusy(false);
  }
  const places = [
    { label: 'Its Freight', href: href(project, ['freight'], { origin: warehouse.name }) },
    { label: 'Details', href: href(project, ['warehouses', warehouse.name]) },
  ];
  return html`<article class="card warehouse ${warehouse.failingSince ? 'bad' : ''}" tabindex="0" aria-label="Warehouse ${warehouse.name}">
    <header>
      <h3 title=${warehouse.name}><a href=${href(project, ['warehouses', warehouse.name])}><bdi>${warehouse.name}</bdi></a></h3>
      <span class="label">Warehouse</span>
      ${may('MANAGE')
        ? html`<${Menu}
            label="⋯"
            title="Actions for Warehouse ${warehouse.name}"
            items=${[
              { label: busy ? 'Looking…' : 'Look now', act: look, disabled: busy },
              { label: 'Assemble Freight…', href: href(project, ['assemble', warehouse.name]) },
              ...places,
            ]}
          />`
        : html`<${Menu} label="⋯" title="Actions for Warehouse ${warehouse.name}" items=${places} />`}
    </header>
    <div class="body">
      <ul class="artifacts">
        ${warehouse.subscriptions.map(
          (subscription) => html`<li title=${subscription.repoURL || ''}>
            <span class="kind">${subscription.kind}</span> ${subscription.repoURL ? shortUrl(subscription.repoURL) : subscription.name}
          </li>`,
        )}
      </ul>
      <p class=${warehouse.failingSince ? 'message' : 'note'} title=${warehouse.message}>
        ${busy
          ? 'Looking…'
          : warehouse.failingSince
          ? html`<a href=${href(project, ['warehouses', warehouse.name])}>Failing</a> for <${Since} time=${warehouse.failingSince} />: ${warehouse.message.replace(/^Discovery failed: /, '')}`
          : warehouse.message || (warehouse.discoveredAt ? html`Last news <${Ago} time=${warehouse.discoveredAt} />` : 'Has not looked yet.')}
      </p>
    </div>
  </article>`;
}

function Stage({ project, stage, may, ask, drop }) {
  const expected = useExpected(`${project}/${stage.name}`, Boolean(stage.running || stage.waiting.length), stage.last && stage.last.name);
  const running = stage.running;
  const asks = asked(running);
  const question = { stage: stage.name, promotion: running && running.name };
  const failed = !running && stage.last && !['Succeeded', 'Aborted'].includes(stage.last.phase);
  const mood = [asks ? 'asks' : running || expected ? 'busy' : '', failed || stage.health === 'Unhealthy' ? 'bad' : '', drop || ''].join(' ');
  return html`<article
    class="card stage ${stage.controlFlow ? 'passing' : ''} ${mood}"
    tabindex="0"
    data-stage=${stage.name}
    aria-label=${summary(stage)}
  >
    <div class="stripe" aria-hidden="true">${stage.current.map((carried) => html`<i class=${hue(carried.name)} key=${carried.origin}></i>`)}</div>
    <header>
      <h3 title=${stage.description || stage.name}><a href=${href(project, ['stages', stage.name])} draggable="false"><bdi>${stage.name}</bdi></a></h3>
      ${stage.health && stage.health !== 'NotApplicable' && !running ? html`<${State} value=${stage.health} />` : null}
      ${stage.controlFlow ? html`<span class="label">passes on</span>` : null}
      ${stage.autoPromotion && !stage.controlFlow ? html`<span class="label" title="New Freight is promoted here automatically">auto</span>` : null}
      <${Menu} label="⋯" title="Actions for ${stage.name}" items=${actions(project, stage, may, ask)} />
    </header>
    <div class="body">
      ${stage.current.map(
        (carried) => html`<div class="carried" key=${carried.origin}>
          <p class="line">
            <${Chip} freight=${carried} project=${project} grab />
            ${carried.since ? html`<span class="note">for <${Since} time=${carried.since} /></span>` : null}
            <${Verified} verification=${stage.verification} />
          </p>
          <${Artifacts} artifacts=${carried.artifacts} most=${stage.current.length > 1 ? 1 : 3} />
        </div>`,
      )}
      ${!stage.current.length && !running && !stage.controlFlow ? html`<p class="note">Nothing has come here yet.</p>` : null}
      ${running ? html`<${Running} project=${project} running=${running} />` : null}
      ${expected ? html`<p class="line busy">${expected}</p>` : null}
      ${failed
        ? html`<p class="message" title=${stage.last.message}>
            <a href=${href(project, ['promotions', stage.last.name])}>${stage.last.phase}</a> <${Ago} time=${stage.last.finishedAt} />: ${stage.last.message}
          </p>`
        : null}
      ${stage.waiting.length ? html`<p class="note" title=${stage.waiting[0].message}>${stage.waiting.length} in the queue, next ${called(stage.waiting[0])}</p>` : null}
      ${stage.windows ? html`<${Window} windows=${stage.windows} />` : null}
      <${OpenGates} project=${project} gates=${stage.gates} />
      ${stage.holds.map((hold) => html`<p class="hold" title=${hold}>Held: ${hold}</p>`)}
      ${running ? null : stage.ahead.map((ahead) => html`<${Ahead} key=${ahead.origin} project=${project} ahead=${ahead} stage=${stage} />`)}
    </div>
    ${asks && may('APPROVE', stage.name) ? html`<footer><${Buttons} entries=${answers(asks, question, may, ask)} /></footer>` : null}
  </article>`;
}

function summary(stage) {
  const parts = [`Stage ${stage.name}`];
  if (stage.current.length) {
    parts.push(`runs ${stage.current.map(called).join(' and ')}`);
  }
  if (stage.health) {
    parts.push(stage.health);
  }
  if (stage.running) {
    parts.push(asked(stage.running) ? waitsFor(asked(stage.running)) : `${called(stage.running)} is being promoted`);
  }
  const behind = stage.ahead.reduce((sum, ahead) => sum + ahead.newer, 0);
  if (behind) {
    parts.push(`${behind} behind`);
  }
  return parts.join(', ');
}

function waitsFor(asks) {
  return asks.kind === 'Input' ? 'waits for input' : 'waits for approval';
}

const capital = (words) => words[0].toUpperCase() + words.slice(1);

function actions(project, stage, may, ask) {
  const items = [];
  const running = stage.running;
  const asks = asked(running);
  const question = { stage: stage.name, promotion: running && running.name };
  if (!stage.controlFlow && may('PROMOTE', stage.name)) {
    items.push({ label: 'Promote…', act: () => ask({ kind: 'promote', stage: stage.name }) });
    if (stage.current.length) {
      items.push({ label: 'Roll back…', act: () => ask({ kind: 'rollback', stage: stage.name }) });
    }
  }
  if (asks) {
    items.push(...answers(asks, question, may, ask), ...emergencies(asks, question, may, ask));
  }
  if (running && may('ABORT', stage.name)) {
    items.push({ label: 'Abort…', act: () => ask({ kind: 'abort', ...question }) });
  }
  if (stage.current.length && !stage.controlFlow && may('VERIFY', stage.name)) {
    items.push({ label: 'Verify again', act: () => ask({ kind: 'verify', stage: stage.name }) });
  }
  const first = stage.waiting[0];
  if (first && stage.windows && !stage.windows.open && may('OVERRIDE_WINDOW', stage.name)) {
    items.push({ label: 'Start in spite of the window…', act: () => ask({ kind: 'override', stage: stage.name, promotion: first.name }) });
  }
  items.push({ label: 'History', href: href(project, ['promotions'], { stage: stage.name }) });
  items.push({ label: 'Details', href: href(project, ['stages', stage.name]) });
  return items;
}

function Verified({ verification }) {
  if (!verification) {
    return null;
  }
  if (verification.phase === 'Successful') {
    return html`<span class="verified" title=${`Verified. ${verification.message}`}><span aria-hidden="true">✓</span><span class="hidden">verified</span></span>`;
  }
  const label = { Failed: 'not verified', Error: 'verification broke', Running: 'verifying', Pending: 'verifying' }[verification.phase] || `verification ${verification.phase.toLowerCase()}`;
  return html`<span title=${verification.message}><${State} value=${verification.phase} label=${label} /></span>`;
}

function Running({ project, running }) {
  const step = running.step;
  const asks = asked(running);
  const gate = Boolean(asks) && asks.kind !== 'Input';
  return html`<div class="running">
    <p class="line">
      <a href=${href(project, ['promotions', running.name])}>${asks ? capital(waitsFor(asks)) : 'Promoting'}</a>
      <${Chip} freight=${running} />
      ${running.startedAt && !gate ? html`<span class="note"><${Since} time=${running.startedAt} /></span>` : null}
    </p>
    ${step
      ? html`${gate ? html`<p><strong>${wanted(asks)}</strong>${running.startedAt ? html` <span class="note">for <${Since} time=${running.startedAt} /></span>` : ''}</p>` : html`<progress max=${step.count} value=${step.number - 1} aria-label="Steps done"></progress>`}
          <p class="note" title=${step.message}>${asks ? step.message : `${step.number}/${step.count} ${[step.alias, step.message].filter(Boolean).join(': ')}`}</p>`
      : null}
  </div>`;
}

/** Closed until when; an open one says when it ends, if it does. */
export function Window({ windows }) {
  return windows.open && !windows.changesAt
    ? null
    : html`<p class=${windows.open ? 'note' : 'hold'} title=${windows.reasons.join('\n')}>
        ${windows.open ? 'Window open' : 'Window closed'}${windows.changesAt ? html`, ${windows.open ? 'closes' : 'opens'} <${Until} time=${windows.changesAt} />` : ''}
      </p>`;
}

/** What waits in front, and how far behind the Stage is. */
function Ahead({ project, ahead, stage }) {
  const [, wake] = useState(0);
  const { next } = ahead;
  useMoment(next.eligibleAt, wake);
  const ready = next.eligible || (next.eligibleAt && Date.parse(next.eligibleAt) <= now());
  const ever = stage.current.length > 0;
  return html`<p class="ahead" title=${[ever ? `Behind since ${ahead.behindSince}` : '', ...next.obstacles].filter(Boolean).join('\n')}>
    ${ever ? html`<span class="behind">${ahead.newer} behind, <${Since} time=${ahead.behindSince} /></span> ` : null}
    ${ready || next.eligibleAt
      ? html`<span class="next"><span class="note">${ready ? 'may take' : 'soon'}</span> <${Chip} freight=${next} project=${project} grab />
          ${ready ? null : html` <span class="note"><${Until} time=${next.eligibleAt} /></span>`}</span>`
      : html`<span class="note">${next.obstacles[0]}</span>`}
  </p>`;
}

function Group({ group, stages, open }) {
  const running = stages.filter((stage) => stage.running).length;
  const asking = stages.filter((stage) => asked(stage.running)).length;
  const bad = stages.filter((stage) => stage.health === 'Unhealthy' || (stage.last && ['Failed', 'Errored'].includes(stage.last.phase))).length;
  const carried = new Map();
  stages.forEach((stage) => stage.current.forEach((freight) => carried.set(freight.name, freight)));
  return html`<article class="card group ${bad ? 'bad' : ''} ${asking ? 'asks' : running ? 'busy' : ''}" tabindex="0" aria-label="Group ${group}, ${count(stages.length, 'Stage')}">
    <div class="stripe" aria-hidden="true">${[...carried.keys()].map((name) => html`<i class=${hue(name)} key=${name}></i>`)}</div>
    <header>
      <h3 title=${group}><bdi>${group}</bdi></h3>
      <span class="label">${count(stages.length, 'Stage')}</span>
    </header>
    <div class="body">
      <p class="line">${[...carried.values()].slice(0, 4).map((freight) => html`<${Chip} key=${freight.name} freight=${freight} /> `)}${carried.size > 4 ? html`<span class="note">and ${carried.size - 4} more</span>` : null}</p>
      <p class="note">${[bad ? `${bad} in trouble` : '', asking ? `${count(asking, 'waits', 'wait')} for people` : '', running ? `${running} running` : ''].filter(Boolean).join(', ') || 'All quiet.'}</p>
    </div>
    <footer><button type="button" onClick=${() => open(group)}>Show its Stages</button></footer>
  </article>`;
}
