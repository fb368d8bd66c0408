// A promotion: its steps, what they logged, and what they changed.

import { html, useEffect, useState } from './vendor/preact-htm.js';
import { at, projectPath, segment } from './address.js';
import { get, poll } from './api.js';
import { Artifacts, Chip, Diff, State, Trouble } from './parts.js';
import { ago, took, who } from './words.js';

export function PromotionPage({ project, name, may, ask }) {
  const [detail, setDetail] = useState(null);
  const [problem, setProblem] = useState(null);
  const [open, setOpen] = useState(null);
  useEffect(() => poll(projectPath(project, 'promotions', name), 1000, setDetail, setProblem), [project, name]);
  if (!detail) {
    return html`<${Trouble} problem=${problem} />`;
  }
  const promotion = detail.promotion;
  const over = Boolean(promotion.finishedAt);
  const question = { promotion: promotion.name, stage: { name: promotion.stage, running: running(detail) } };
  return html`<article class="page promotion">
    <header>
      <h2>${promotion.rollback ? 'Rollback' : 'Promotion'} to <a href="${at(project)}/stages/${segment(promotion.stage)}">${promotion.stage}</a></h2>
      <${State} value=${promotion.phase} />
    </header>
    <p class="note"><code>${promotion.name}</code></p>
    <${Trouble} problem=${problem} />
    <dl>
      <dt>Freight</dt>
      <dd>
        <${Chip} freight=${promotion} href="${at(project)}/freight/${segment(promotion.freight)}" />
        <${Artifacts} artifacts=${detail.artifacts} notes />
      </dd>
      <dt>Asked for by</dt>
      <dd>${who(promotion.actor)}, ${ago(promotion.createdAt)}</dd>
      ${promotion.finishedAt ? html`<dt>Took</dt><dd>${took(promotion.startedAt || promotion.createdAt, promotion.finishedAt)}</dd>` : null}
      ${promotion.message ? html`<dt>Result</dt><dd>${promotion.message}</dd>` : null}
      ${detail.abortRequestedBy ? html`<dt>Stopped by</dt><dd>${who(detail.abortRequestedBy)}</dd>` : null}
    </dl>
    ${over
      ? null
      : html`<p class="buttons start">
          ${detail.awaitingApproval && may('APPROVE', promotion.stage)
            ? html`<button type="button" class="primary" onClick=${() => ask({ kind: 'approve', ...question })}>Approve…</button>
                <button type="button" onClick=${() => ask({ kind: 'reject', ...question })}>Reject…</button>`
            : null}
          ${may('ABORT', promotion.stage)
            ? html`<button type="button" onClick=${() => ask({ kind: 'abort', ...question })}>Abort…</button>`
            : null}
        </p>`}
    <h3>Steps</h3>
    <ol class="steps">
      ${detail.steps.map(
        (step) => html`<li key=${step.alias} class=${step.status.toLowerCase()}>
          <button
            type="button"
            aria-expanded=${open === step.alias ? 'true' : 'false'}
            disabled=${!step.startedAt}
            onClick=${() => setOpen(open === step.alias ? null : step.alias)}
          >
            <span class="alias">${step.alias}</span>
            <code>${step.uses || ''}</code>
            <${State} value=${step.status} />
            <span class="note">${took(step.startedAt, step.finishedAt)}</span>
          </button>
          ${step.message ? html`<p class="message">${step.message}</p>` : null}
          ${open === step.alias ? html`<${StepInside} project=${project} promotion=${promotion.name} step=${step} />` : null}
        </li>`,
      )}
    </ol>
    ${detail.responses.length
      ? html`<h3>Answers</h3>
          <ul class="answers">
            ${detail.responses.map(
              (response) => html`<li>
                <${State} value=${response.approved ? 'Succeeded' : 'Failed'} label=${response.approved ? 'Approved' : 'Rejected'} />
                ${' '}by ${who(response.actor)}, ${ago(response.at)}${response.comment ? `: ${response.comment}` : ''}
              </li>`,
            )}
          </ul>`
      : null}
  </article>`;
}

function running(detail) {
  const step = detail.steps.find((candidate) => candidate.alias === detail.awaitingApproval);
  return step ? { step } : null;
}

function StepInside({ project, promotion, step }) {
  const [lines, setLines] = useState(null);
  const [diff, setDiff] = useState(null);
  const [problem, setProblem] = useState(null);
  useEffect(() => {
    const path = projectPath(project, 'promotions', promotion);
    get(`${path}/log?limit=500&step=${segment(step.alias)}`).then((page) => setLines(page.items), setProblem);
    if (step.finishedAt) {
      get(`${path}/steps/${segment(step.alias)}/diff`).then((found) => setDiff(found.diff), setProblem);
    }
  }, [step.alias, step.status]);
  return html`<div class="inside">
    <${Trouble} problem=${problem} />
    ${lines && lines.length
      ? html`<pre class="log" tabindex="0">${lines.map((line) => `${line.at.slice(11, 19)}  ${line.text}\n`).join('')}</pre>`
      : html`<p class="note">${lines ? 'It logged nothing.' : 'Loading…'}</p>`}
    ${diff === null ? null : html`<${Diff} text=${diff} />`}
    ${step.output ? html`<details><summary>Output</summary><pre class="log" tabindex="0">${JSON.stringify(step.output, null, 2)}</pre></details>` : null}
  </div>`;
}
