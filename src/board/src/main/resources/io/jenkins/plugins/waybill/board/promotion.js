// A promotion: its steps as they go, how long they took, what they logged, and what they changed.

import { html, useEffect, useRef, useState } from './vendor/preact-htm.js';
import { go, here, href, projectPath, segment } from './address.js';
import { get } from './api.js';
import { promote } from './deeds.js';
import { useLive } from './live.js';
import { Artifacts, Chip, Diff, Loading, Permalink, State, Title, Trouble } from './parts.js';
import { Answers, Buttons, Question, answers, emergencies } from './question.js';
import { Since, When, clock } from './time.js';
import { took, who } from './words.js';

export function PromotionPage({ project, name, may, ask }) {
  const { value: detail, problem } = useLive(projectPath(project, 'promotions', name), 1000);
  const [open, setOpen] = useState(here().query.step || null);
  if (!detail) {
    return html`<${Loading} problem=${problem} what="the promotion" />`;
  }
  const promotion = detail.promotion;
  const over = Boolean(promotion.finishedAt);
  const asks = over ? null : detail.question;
  const question = { promotion: promotion.name, stage: promotion.stage };
  function show(alias) {
    const next = open === alias ? null : alias;
    setOpen(next);
    go(href(project, ['promotions', name], { step: next }), true);
  }
  return html`<article class="page promotion">
    <header>
      <${Title}>${promotion.rollback ? 'Rollback' : 'Promotion'} to <a href=${href(project, ['stages', promotion.stage])}><bdi>${promotion.stage}</bdi></a><//>
      <${State} value=${promotion.phase} />
      <${Permalink} />
    </header>
    <p class="note"><code>${promotion.name}</code></p>
    <${Trouble} problem=${problem} />
    <dl>
      <dt>Freight</dt>
      <dd>
        <${Chip} freight=${promotion} project=${project} />
        <${Artifacts} artifacts=${detail.artifacts} notes />
      </dd>
      <dt>Asked for by</dt>
      <dd><bdi>${who(promotion.actor)}</bdi>, <${When} time=${promotion.createdAt} /></dd>
      ${promotion.startedAt ? html`<dt>${over ? 'Took' : 'Runs for'}</dt><dd>${over ? took(promotion.startedAt, promotion.finishedAt) : html`<${Since} time=${promotion.startedAt} />`}</dd>` : null}
      ${promotion.message ? html`<dt>Result</dt><dd>${promotion.message}</dd>` : null}
      ${detail.abortRequestedBy ? html`<dt>Stopped by</dt><dd><bdi>${who(detail.abortRequestedBy)}</bdi></dd>` : null}
    </dl>
    ${asks
      ? html`<${Question} question=${detail.question}>
          <p class="buttons start"><${Buttons} entries=${[...answers(asks, question, may, ask), ...emergencies(asks, question, may, ask)]} primary=${!detail.question.mayNot} /></p>
        <//>`
      : null}
    <p class="buttons start">
      ${promotion.phase === 'Pending' && may('OVERRIDE_WINDOW', promotion.stage)
        ? html`<${Override} project=${project} promotion=${promotion} ask=${ask} />`
        : null}
      ${!over && may('ABORT', promotion.stage)
        ? html`<button type="button" onClick=${() => ask({ kind: 'abort', ...question })}>Abort…</button>`
        : null}
      ${over && may('PROMOTE', promotion.stage)
        ? html`${promotion.phase === 'Succeeded' ? null : html`<${Retry} project=${project} promotion=${promotion} />`}
            <button type="button" onClick=${() => ask({ kind: 'promote', stage: promotion.stage, freight: promotion.freight })}>Promote this again…</button>
            <button type="button" onClick=${() => ask({ kind: 'rollback', stage: promotion.stage })}>Roll back…</button>`
        : null}
    </p>
    <h3>Steps</h3>
    <ol class="steps">
      ${detail.steps.map((step) => html`<${Step} key=${step.alias} project=${project} detail=${detail} step=${step} open=${open === step.alias} show=${show} />`)}
    </ol>
    <${Answers} responses=${detail.responses} />
  </article>`;
}

/** Only where a window is what keeps it from starting. */
export function Override({ project, promotion, ask }) {
  const { value: detail } = useLive(projectPath(project, 'stages', promotion.stage));
  const windows = detail && detail.stage.windows;
  return windows && !windows.open
    ? html`<button type="button" onClick=${() => ask({ kind: 'override', stage: promotion.stage, promotion: promotion.name })}>Start in spite of the window…</button>`
    : null;
}

function Retry({ project, promotion }) {
  const [busy, setBusy] = useState(false);
  async function again() {
    setBusy(true);
    try {
      const made = await promote(project, promotion.stage, promotion);
      go(href(project, ['promotions', made.promotion.name]));
    } catch {
      setBusy(false);
    }
  }
  return html`<button type="button" class="primary" disabled=${busy} onClick=${again}>Retry</button> `;
}

function Step({ project, detail, step, open, show }) {
  const promotion = detail.promotion;
  const begin = Date.parse(promotion.startedAt || promotion.createdAt);
  const end = promotion.finishedAt ? Date.parse(promotion.finishedAt) : Date.now();
  const whole = Math.max(1, end - begin);
  const from = step.startedAt ? (Date.parse(step.startedAt) - begin) / whole : 0;
  const length = step.startedAt && step.finishedAt ? (Date.parse(step.finishedAt) - Date.parse(step.startedAt)) / whole : 0;
  return html`<li class=${step.status.toLowerCase()}>
    <button type="button" aria-expanded=${open ? 'true' : 'false'} disabled=${!step.startedAt} onClick=${() => show(step.alias)}>
      <span class="alias">${step.alias}</span>
      <code>${step.uses || ''}</code>
      <${State} value=${step.status} />
      <span class="bar" aria-hidden="true">${length ? html`<i style=${{ left: `${Math.min(99, from * 100)}%`, width: `${Math.max(1, length * 100)}%` }}></i>` : null}</span>
      <span class="note took">${step.finishedAt ? took(step.startedAt, step.finishedAt) : step.startedAt && step.status === 'Running' ? html`<${Since} time=${step.startedAt} />` : ''}</span>
    </button>
    ${step.message ? html`<p class="message">${step.message}</p>` : null}
    ${open ? html`<${Inside} project=${project} promotion=${promotion.name} step=${step} />` : null}
  </li>`;
}

function Inside({ project, promotion, step }) {
  const { lines, problem } = useLog(project, promotion, step);
  const [diff, setDiff] = useState(null);
  const [failure, setFailure] = useState(null);
  const end = useRef(null);
  useEffect(() => {
    if (step.finishedAt) {
      get(`${projectPath(project, 'promotions', promotion)}/steps/${segment(step.alias)}/diff`).then((found) => setDiff(found.diff), setFailure);
    }
  }, [step.alias, step.status]);
  useEffect(() => {
    const element = end.current;
    if (element && element.scrollHeight - element.scrollTop - element.clientHeight < 80) {
      element.scrollTop = element.scrollHeight;
    }
  }, [lines.length]);
  return html`<div class="inside">
    <${Trouble} problem=${problem || failure} />
    ${lines.length
      ? html`<pre class="log" ref=${end} tabindex="0" aria-label="Log">${lines.map((line) => `${clock(line.at)}  ${line.text}\n`).join('')}</pre>`
      : html`<p class="note">It has logged nothing.</p>`}
    ${diff === null ? null : html`<${Diff} text=${diff} />`}
    ${step.output ? html`<details><summary>Output</summary><pre class="log" tabindex="0">${JSON.stringify(step.output, null, 2)}</pre></details>` : null}
    ${step.place ? html`<p class="note">Written at <a href=${href(project, ['manifests'], placeQuery(step.place))}>${step.place}</a></p>` : null}
  </div>`;
}

export function placeQuery(place) {
  const [, file, line] = /^(.*?):(\d+)(?::\d+)?$/.exec(place) || [null, place, ''];
  return { file, line };
}

/** Lines as they come; only new ones are asked for. */
function useLog(project, promotion, step) {
  const [state, setState] = useState({ lines: [], problem: null });
  useEffect(() => {
    let ended = false;
    let cursor = null;
    let timer = 0;
    const lines = [];
    const path = `${projectPath(project, 'promotions', promotion)}/log?limit=500&step=${segment(step.alias)}`;
    async function look() {
      try {
        const page = await get(cursor ? `${path}&cursor=${segment(cursor)}` : path);
        lines.push(...page.items);
        const last = page.items[page.items.length - 1];
        cursor = page.nextCursor || (last ? btoa(String(last.number)).replace(/=+$/, '') : cursor);
        if (!ended && page.items.length) {
          setState({ lines: [...lines], problem: null });
        }
        if (!ended && (page.nextCursor || !step.finishedAt)) {
          timer = setTimeout(look, page.nextCursor ? 0 : 1000);
        }
      } catch (problem) {
        if (!ended) {
          setState({ lines: [...lines], problem });
          timer = setTimeout(look, 5000);
        }
      }
    }
    look();
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [project, promotion, step.alias, step.finishedAt]);
  return state;
}
