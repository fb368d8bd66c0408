// What people are asked before something happens.

import { html, useEffect, useState } from './vendor/preact-htm.js';
import { href, projectPath } from './address.js';
import { get, post } from './api.js';
import { answer, clear, promote, rollBack, submitValues, verify } from './deeds.js';
import { Form, beginning } from './form.js';
import { Artifacts, Chip, Dialog, Diff, Loading, Trouble } from './parts.js';
import { Question } from './question.js';
import { Ago, Until } from './time.js';
import { called } from './words.js';

const NOBODY = () => false;

export function Ask({ project, question, onClose, may = NOBODY }) {
  switch (question.kind) {
    case 'promote':
      return html`<${Promote} project=${project} question=${question} may=${may} onClose=${onClose} />`;
    case 'rollback':
      return html`<${RollBack} project=${project} stage=${question.stage} onClose=${onClose} />`;
    case 'verify':
      return html`<${Verify} project=${project} stage=${question.stage} onClose=${onClose} />`;
    default:
      return html`<${Answer} project=${project} question=${question} onClose=${onClose} />`;
  }
}

const ANSWERS = {
  approve: { title: 'Approve', button: 'Approve', comment: 'Comment' },
  reject: { title: 'Reject', button: 'Reject', comment: 'Why' },
  input: { title: 'Answer', button: 'Send', comment: 'Comment' },
  bypass: { title: 'Go on without approval', button: 'Bypass the approval', comment: 'Why', required: true, danger: true, note: 'For emergencies. Nobody else is asked any more, and the audit log says who bypassed the approval, and why.' },
  override: { title: 'Let it start now', button: 'Override the window', comment: 'Why', required: true, danger: true, note: 'The promotion windows forbid it. The audit log keeps who let it start, and why.' },
  abort: { title: 'Abort', button: 'Abort the promotion', danger: true, note: 'What it has already done outside stays.' },
  cancel: { title: 'Stop asking', button: 'Stop asking', comment: 'Why', danger: true, note: 'Whoever waits for the answer is told that there will be none.' },
};
const QUESTIONS = new Set(['approve', 'reject', 'input', 'bypass']);

/** Sends, closes when that worked, and shows the reason when it did not. */
function useSending(onClose) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState(null);
  async function send(work) {
    setBusy(true);
    setProblem(null);
    try {
      await work();
      onClose();
    } catch (failure) {
      failure.seen = true;
      setProblem(failure);
      setBusy(false);
    }
  }
  return { busy, problem, send };
}

function Answer({ project, question, onClose }) {
  const [comment, setComment] = useState('');
  const [asked, setAsked] = useState(null);
  const [values, setValues] = useState({});
  const { busy, problem, send } = useSending(onClose);
  const place = question.approval ? ['approvals', question.approval] : ['promotions', question.promotion];
  useEffect(() => {
    if (QUESTIONS.has(question.kind)) {
      get(projectPath(project, ...place)).then((found) => {
        const wanted = question.approval ? { ...found, kind: 'Approval', text: found.message, until: found.expiresAt } : found.question || null;
        setAsked(wanted);
        setValues(wanted && wanted.form ? beginning(wanted.form) : {});
      }, () => {});
    }
  }, []);
  const words = ANSWERS[question.kind];
  const form = question.kind === 'input' && asked ? asked.form : null;
  const hopeless = Boolean(asked && asked.mayNot) && ['approve', 'input'].includes(question.kind);
  const submit = (event) => {
    event.preventDefault();
    send(() => (form
      ? submitValues(project, question.stage, question.promotion, asked.step, values, comment)
      : answer(project, question, question.kind, comment)));
  };
  return html`<${Dialog} title="${words.title}: ${question.stage}" onClose=${onClose}>
    <form onSubmit=${submit}>
      ${asked ? html`<${Question} question=${hopeless ? asked : { ...asked, mayNot: null }} />` : null}
      ${words.note ? html`<p>${words.note}</p>` : null}
      <p><a href=${href(project, place)} onClick=${onClose}>${question.approval ? 'See the question' : 'See the promotion and what it changes'}</a></p>
      ${form ? html`<${Form} schema=${form} values=${values} onChange=${setValues} />` : null}
      ${words.comment
        ? html`<label>${words.comment} ${words.required ? '' : html`<span class="note">(optional)</span>`}<input type="text" value=${comment} required=${Boolean(words.required)} maxlength="2000" onInput=${(event) => setComment(event.target.value)} /></label>`
        : null}
      <${Trouble} problem=${problem} />
      <p class="buttons">
        <button type="button" onClick=${onClose}>Cancel</button>
        <button type="submit" class=${words.danger ? 'danger' : 'primary'} disabled=${busy || hopeless || (question.kind === 'input' && !form)}>${words.button}</button>
      </p>
    </form>
  <//>`;
}

function Verify({ project, stage, onClose }) {
  const { busy, problem, send } = useSending(onClose);
  return html`<${Dialog} title="Verify ${stage} again" onClose=${onClose}>
    <p>What runs in ${stage} now is verified once more. Freight that fails is not taken further.</p>
    <${Trouble} problem=${problem} />
    <p class="buttons">
      <button type="button" onClick=${onClose}>Cancel</button>
      <button type="button" class="primary" disabled=${busy} onClick=${() => send(() => verify(project, stage))}>Verify</button>
    </p>
  <//>`;
}

/** Going back takes two clicks: this list, and what to go back to. Who wants to see the change first may. */
function RollBack({ project, stage, onClose }) {
  const [detail, setDetail] = useState(null);
  const [failure, setFailure] = useState(null);
  const [planned, setPlanned] = useState(null);
  const { busy, problem, send } = useSending(onClose);
  useEffect(() => {
    get(projectPath(project, 'stages', stage)).then(setDetail, setFailure);
  }, []);
  if (planned) {
    return html`<${Dialog} title="Roll ${stage} back" wide onClose=${onClose}>
      <${Plan} project=${project} stage=${stage} freight=${planned} onBack=${() => setPlanned(null)} onClose=${onClose} button="Roll back" act=${() => rollBack(project, stage, planned)} />
    <//>`;
  }
  const earlier = detail ? earlierFreight(detail) : [];
  return html`<${Dialog} title="Roll ${stage} back to…" onClose=${onClose}>
    ${detail ? null : html`<${Loading} problem=${failure} what="what ran here" />`}
    <${Trouble} problem=${problem} />
    ${detail && !earlier.length ? html`<p>Nothing else has run here, so there is nothing to go back to.</p>` : null}
    <ul class="choices">
      ${earlier.map(
        (freight) => html`<li key=${freight.name} class="choice">
          <button type="button" disabled=${busy} onClick=${() => send(() => rollBack(project, stage, freight))}>
            <${Chip} freight=${freight} />
            <${Artifacts} artifacts=${freight.artifacts} notes />
          </button>
          <button type="button" class="quiet" onClick=${() => setPlanned(freight)}>What would change</button>
        </li>`,
      )}
    </ul>
    ${earlier.length ? html`<p class="note">One click rolls back. Automation then leaves ${stage} alone until the newest Freight is promoted there.</p>` : null}
  <//>`;
}

export function earlierFreight(detail) {
  const current = new Set(detail.stage.current.map((carried) => carried.name));
  const seen = new Map();
  detail.history.slice(1).forEach((entry) => entry.freight.forEach((freight) => {
    if (!current.has(freight.name) && !seen.has(freight.name)) {
      seen.set(freight.name, freight);
    }
  }));
  return [...seen.values()];
}

function Promote({ project, question, may, onClose }) {
  const { stage } = question;
  const [freight, setFreight] = useState(null);
  const [chosen, setChosen] = useState(null);
  const [problem, setProblem] = useState(null);
  const [text, setText] = useState('');
  useEffect(() => {
    load(project, stage).then((found) => {
      setFreight(found);
      setChosen(question.freight ? found.find((item) => item.name === question.freight) || null : null);
    }, setProblem);
  }, []);
  const wanted = text.toLowerCase();
  const shown = (freight || []).filter((item) => !wanted || [called(item), item.name, ...item.artifacts.flatMap((artifact) => [artifact.version, artifact.note || ''])].some((word) => word.toLowerCase().includes(wanted)));
  return html`<${Dialog} title=${chosen ? `Promote ${called(chosen)} to ${stage}` : `Promote to ${stage}`} wide onClose=${onClose}>
    <${Trouble} problem=${problem} />
    ${!freight && !problem ? html`<${Loading} what="Freight" />` : null}
    ${freight && !freight.length ? html`<p>There is no Freight of the origins that this Stage takes yet.</p>` : null}
    ${freight && freight.length && !chosen
      ? html`${freight.length > 6 ? html`<label class="search">Find <input type="search" value=${text} onInput=${(event) => setText(event.target.value)} /></label>` : null}
          <ul class="choices">
            ${shown.map(
              (item) => html`<li key=${item.name}>
                <button type="button" onClick=${() => setChosen(item)}>
                  <${Chip} freight=${item} />
                  <${Artifacts} artifacts=${item.artifacts} notes />
                  <span class="note"><${Ago} time=${item.discoveredAt} />${item.currentlyIn[stage] ? ', is here now' : item.available ? '' : ', not eligible yet'}</span>
                </button>
              </li>`,
            )}
          </ul>`
      : null}
    ${chosen
      ? html`<${Plan} project=${project} stage=${stage} freight=${chosen} may=${may} onBack=${() => setChosen(null)} onClose=${onClose} button="Promote" act=${() => promote(project, stage, chosen)} />`
      : null}
  <//>`;
}

/** Freight of the origins that the Stage takes, what may go there first. */
async function load(project, stage) {
  const [detail, available, all] = await Promise.all([
    get(projectPath(project, 'stages', stage)),
    get(`${projectPath(project, 'stages', stage, 'freight')}?limit=50`),
    get(`${projectPath(project, 'freight')}?limit=200`),
  ]);
  const origins = detail.stage.requestedFreight.map((request) => request.origin);
  const may = new Set(available.items.map((item) => item.name));
  return [
    ...available.items.map((item) => ({ ...item, available: true })),
    ...all.items.filter((item) => origins.includes(item.origin) && !may.has(item.name)),
  ];
}

/** What a promotion would do, and whether it may, before it is asked for. */
export function Plan({ project, stage, freight, may = NOBODY, onBack, onClose, button, act }) {
  const [plan, setPlan] = useState(null);
  const [failure, setFailure] = useState(null);
  const { busy, problem, send } = useSending(onClose);
  const rehearse = () => {
    setPlan(null);
    post(projectPath(project, 'stages', stage, 'plan'), { freight: freight.name }).then(setPlan, setFailure);
  };
  useEffect(rehearse, [freight.name]);
  const eligible = plan && plan.eligibility.eligible;
  const failing = plan ? plan.steps.filter((step) => ['Failed', 'Errored'].includes(step.status)) : [];
  return html`<div class="plan">
    <div class="line"><${Chip} freight=${freight} /> <${Artifacts} artifacts=${freight.artifacts} notes /></div>
    <${Trouble} problem=${failure || problem} />
    ${!plan && !failure ? html`<p class="note" role="status">Rehearsing it, with everything outside withheld…</p>` : null}
    ${plan && !eligible ? html`<${Obstacles} eligibility=${plan.eligibility} />` : null}
    ${plan && !eligible && may('OVERRIDE', stage) ? html`<${Clearance} project=${project} stage=${stage} freight=${freight} onCleared=${rehearse} />` : null}
    ${failing.map((step) => html`<p class="trouble" role="alert">Step ${step.alias} would fail: ${step.message}</p>`)}
    ${plan
      ? html`<h3>What it would do</h3>
          ${plan.effects.length ? null : html`<p class="note">Nothing outside changes.</p>`}
          ${plan.effects.map(
            (effect) => html`<section class="effect">
              <p><code>${effect.step}</code> ${effect.summary}</p>
              ${effect.diff ? html`<${Diff} text=${effect.diff} />` : null}
            </section>`,
          )}
          ${eligible
            ? html`<details><summary>Why it may go there</summary><ul class="reasons">${plan.eligibility.reasons.map((reason) => html`<li>${reason.explanation}</li>`)}</ul></details>`
            : null}`
      : null}
    <p class="buttons sticky">
      ${onBack ? html`<button type="button" onClick=${onBack}>Back</button>` : null}
      <button type="button" class="primary" disabled=${!eligible || busy} onClick=${() => send(act)}>${button}</button>
    </p>
  </div>`;
}

/** Where rules forbid it, those who may can let this piece go there all the same. */
function Clearance({ project, stage, freight, onCleared }) {
  const [comment, setComment] = useState('');
  const submit = (event) => {
    event.preventDefault();
    clear(project, stage, freight, comment).then(onCleared, () => {});
  };
  return html`<details class="action">
    <summary>Clear it for ${stage}, whatever verification and soak time say</summary>
    <form onSubmit=${submit}>
      <label>Why <input type="text" required value=${comment} onInput=${(event) => setComment(event.target.value)} /></label>
      <button type="submit">Clear</button>
    </form>
    <p class="note">The audit log keeps who did this and why.</p>
  </details>`;
}

export function Obstacles({ eligibility }) {
  return html`<div class="trouble" role="alert">
    <p>It may not go there now:</p>
    <ul>
      ${eligibility.reasons
        .filter((reason) => !reason.satisfied)
        .map((reason) => html`<li>${reason.explanation} ${reason.satisfiedAt ? html`That is so <${Until} time=${reason.satisfiedAt} />.` : reason.remedy}</li>`)}
    </ul>
  </div>`;
}
