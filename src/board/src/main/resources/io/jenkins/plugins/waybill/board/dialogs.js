// What people are asked before something happens.

import { html, useEffect, useState } from './vendor/preact-htm.js';
import { projectPath } from './address.js';
import { get, post } from './api.js';
import { Artifacts, Chip, Dialog, Diff, Trouble } from './parts.js';
import { ago } from './words.js';

export function Ask({ project, question, onClose }) {
  return question.kind === 'promote'
    ? html`<${Promote} project=${project} stage=${question.stage} onClose=${onClose} />`
    : html`<${Answer} project=${project} question=${question} onClose=${onClose} />`;
}

const ANSWERS = {
  approve: { title: 'Approve', button: 'Approve', comment: true },
  reject: { title: 'Reject', button: 'Reject', comment: true },
  abort: { title: 'Abort', button: 'Abort the promotion', note: 'What it has already done outside stays.' },
};

function Answer({ project, question, onClose }) {
  const [comment, setComment] = useState('');
  const [problem, setProblem] = useState(null);
  const [busy, setBusy] = useState(false);
  const words = ANSWERS[question.kind];
  async function send(event) {
    event.preventDefault();
    setBusy(true);
    try {
      await post(projectPath(project, 'promotions', question.promotion, question.kind), words.comment ? { comment } : {});
      onClose();
    } catch (failure) {
      setProblem(failure);
      setBusy(false);
    }
  }
  const step = question.stage.running && question.stage.running.step;
  return html`<${Dialog} title="${words.title}: ${question.stage.name}" onClose=${onClose}>
    <form onSubmit=${send}>
      ${step && step.message ? html`<p>${step.message}</p>` : null}
      ${words.note ? html`<p>${words.note}</p>` : null}
      ${words.comment
        ? html`<label>Comment <input type="text" value=${comment} onInput=${(event) => setComment(event.target.value)} /></label>`
        : null}
      <${Trouble} problem=${problem} />
      <p class="buttons">
        <button type="button" onClick=${onClose}>Cancel</button>
        <button type="submit" class="primary" disabled=${busy}>${words.button}</button>
      </p>
    </form>
  <//>`;
}

function Promote({ project, stage, onClose }) {
  const [freight, setFreight] = useState(null);
  const [chosen, setChosen] = useState(null);
  const [problem, setProblem] = useState(null);
  useEffect(() => {
    load(project, stage).then(setFreight, setProblem);
  }, []);
  return html`<${Dialog} title="Promote to ${stage.name}" onClose=${onClose}>
    <${Trouble} problem=${problem} />
    ${!freight && !problem ? html`<p class="note">Looking for Freight…</p>` : null}
    ${freight && !freight.length ? html`<p>There is no Freight of the origins that this Stage takes.</p>` : null}
    ${freight && freight.length && !chosen
      ? html`<ul class="choices">
          ${freight.map(
            (item) => html`<li key=${item.name}>
              <button type="button" onClick=${() => setChosen(item)}>
                <${Chip} freight=${item} />
                <${Artifacts} artifacts=${item.artifacts} notes />
                <span class="note">${ago(item.discoveredAt)}${item.available ? '' : ', not eligible yet'}${here(item, stage)}</span>
              </button>
            </li>`,
          )}
        </ul>`
      : null}
    ${chosen ? html`<${Preview} project=${project} stage=${stage} freight=${chosen} onBack=${() => setChosen(null)} onClose=${onClose} />` : null}
  <//>`;
}

function here(freight, stage) {
  return freight.currentlyIn[stage.name] ? ', is here now' : '';
}

/** Freight of the origins that the Stage takes, what may go there first. */
async function load(project, stage) {
  const origins = stage.requestedFreight.map((request) => request.origin);
  const [available, all] = await Promise.all([
    get(`${projectPath(project, 'stages', stage.name, 'freight')}?limit=50`),
    get(`${projectPath(project, 'freight')}?limit=50`),
  ]);
  const may = new Set(available.items.map((item) => item.name));
  return [
    ...available.items.map((item) => ({ ...item, available: true })),
    ...all.items.filter((item) => origins.includes(item.origin) && !may.has(item.name)),
  ];
}

function Preview({ project, stage, freight, onBack, onClose }) {
  const [plan, setPlan] = useState(null);
  const [problem, setProblem] = useState(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    post(projectPath(project, 'stages', stage.name, 'plan'), { freight: freight.name }).then(setPlan, setProblem);
  }, [freight.name]);
  async function promote() {
    setBusy(true);
    try {
      await post(projectPath(project, 'promotions'), { stage: stage.name, freight: freight.name });
      onClose();
    } catch (failure) {
      setProblem(failure);
      setBusy(false);
    }
  }
  const eligible = plan && plan.eligibility.eligible;
  return html`<div class="preview">
    <p><${Chip} freight=${freight} /> <${Artifacts} artifacts=${freight.artifacts} notes /></p>
    <${Trouble} problem=${problem} />
    ${!plan && !problem ? html`<p class="note">Rehearsing, with everything outside withheld…</p>` : null}
    ${plan && !eligible
      ? html`<div class="trouble" role="alert">
          <p>It may not go there now:</p>
          <ul>
            ${plan.eligibility.obstacles.map((obstacle) => html`<li>${obstacle}</li>`)}
          </ul>
        </div>`
      : null}
    ${plan
      ? plan.steps
          .filter((step) => ['Failed', 'Errored'].includes(step.status))
          .map((step) => html`<p class="trouble" role="alert">Step ${step.alias} would fail: ${step.message}</p>`)
      : null}
    ${plan
      ? html`<h3>What it would do</h3>
          ${plan.effects.length ? null : html`<p class="note">Nothing outside changes.</p>`}
          ${plan.effects.map(
            (effect) => html`<section class="effect">
              <p><code>${effect.step}</code> ${effect.summary}</p>
              ${effect.diff ? html`<${Diff} text=${effect.diff} />` : null}
            </section>`,
          )}`
      : null}
    <p class="buttons">
      <button type="button" onClick=${onBack}>Back</button>
      <button type="button" class="primary" disabled=${!eligible || busy} onClick=${promote}>Promote</button>
    </p>
  </div>`;
}
