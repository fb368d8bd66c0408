// Who answers approvals in whose place, and until when: lent by whoever goes away, and ended by either of the two.

import { html, useEffect, useState } from './vendor/preact-htm.js';
import { projectPath } from './address.js';
import { get, post } from './api.js';
import { chosen, config, titleOf } from './config.js';
import { useLive } from './live.js';
import { attempt } from './notices.js';
import { Dialog, Trouble } from './parts.js';
import { Until, local, now, zoned } from './time.js';

const POLL = 15000;

/** The part of a page that tells who stands in for whom; `turn` changes when something was lent or ended. */
export function StandIns() {
  const [turn, setTurn] = useState(0);
  return html`<${Lent} key=${turn} again=${() => setTurn(turn + 1)} />`;
}

function Lent({ again }) {
  const { value, problem } = useLive('delegations', POLL);
  const [question, ask] = useState(null);
  if (!value) {
    return html`<${Trouble} problem=${problem} />`;
  }
  const projects = value.projects.filter(chosen);
  const all = together(value.items.filter((item) => chosen(item.project)));
  const lent = all.filter((item) => item.from === value.you);
  const borrowed = all.filter((item) => item.to === value.you);
  const others = all.filter((item) => item.from !== value.you && item.to !== value.you);
  if (!projects.length && !all.length) {
    return null;
  }
  const close = (done) => {
    ask(null);
    if (done === true) {
      again();
    }
  };
  const list = (items) => html`<ul class="lent">${items.map((item) => html`<${Item} key=${item.key} item=${item} you=${value.you} ask=${ask} />`)}</ul>`;
  return html`<section aria-label="Standing in">
    <h3>Standing in</h3>
    ${lent.length || borrowed.length ? null : html`<p class="note">Nobody answers in your place, and you answer for nobody else.</p>`}
    ${list([...lent, ...borrowed])}
    ${projects.length ? html`<p class="buttons start"><button type="button" onClick=${() => ask({ kind: 'lend' })}>Let somebody stand in for me…</button></p>` : null}
    ${others.length ? html`<details><summary>Between others: ${others.length}</summary>${list(others)}</details>` : null}
    ${question && question.kind === 'lend' ? html`<${Lend} you=${value.you} projects=${projects} lent=${lent} onClose=${close} />` : null}
    ${question && question.kind === 'end' ? html`<${End} item=${question.item} you=${value.you} onClose=${close} />` : null}
  </section>`;
}

/** What is lent to the same person for the same time in several projects is one to people. */
function together(items) {
  const found = new Map();
  for (const item of items) {
    const key = [item.from, item.to, item.until, item.reason].join('\n');
    const known = found.get(key) || { ...item, key, projects: [], mayEnd: true, mayRevoke: true };
    known.projects.push(item.project);
    known.mayEnd = known.mayEnd && item.mayEnd;
    known.mayRevoke = known.mayRevoke && item.mayRevoke;
    found.set(key, known);
  }
  return [...found.values()];
}

function names(projects) {
  return projects.map(titleOf).sort((one, other) => one.localeCompare(other)).map((title, index, all) => html`${index ? (index === all.length - 1 ? ' and ' : ', ') : ''}<bdi>${title}</bdi>`);
}

function sentence(item, you) {
  return item.from === you
    ? html`<strong><bdi>${item.to}</bdi></strong> answers for you`
    : item.to === you
      ? html`You answer for <strong><bdi>${item.from}</bdi></strong>`
      : html`<strong><bdi>${item.to}</bdi></strong> answers for <strong><bdi>${item.from}</bdi></strong>`;
}

function Item({ item, you, ask }) {
  return html`<li class="card">
    <p>${sentence(item, you)} in ${names(item.projects)}</p>
    <p class="note">until <time datetime=${item.until}>${zoned(item.until)}</time> (<${Until} time=${item.until} />)${item.reason ? html`. <bdi>${item.reason}</bdi>` : ''}</p>
    ${item.mayEnd || item.mayRevoke
      ? html`<button type="button" aria-label="End it: ${item.to} answers for ${item.from}" onClick=${() => ask({ kind: 'end', item })}>End it…</button>`
      : null}
  </li>`;
}

function End({ item, you, onClose }) {
  const { busy, problem, each } = useEach(item.projects, onClose);
  const deed = item.mayEnd ? 'end' : 'revoke';
  const submit = (event) => {
    event.preventDefault();
    each(item.projects, (project) => post(projectPath(project, 'delegations', item.from, item.to, deed)), `${item.to} answers no longer for ${item.from}.`);
  };
  return html`<${Dialog} title="End it now" onClose=${onClose}>
    <form onSubmit=${submit}>
      <p>${sentence(item, you)} in ${names(item.projects)} until ${zoned(item.until)}. What was answered so far stays; the audit log keeps who ended it.</p>
      <${Trouble} problem=${problem} />
      <p class="buttons">
        <button type="button" onClick=${onClose}>Cancel</button>
        <button type="submit" class="danger" disabled=${busy}>End it</button>
      </p>
    </form>
  <//>`;
}

/** Does the same in several projects; what one refuses is said, and the others are not asked again. */
function useEach(projects, onClose) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState(null);
  const [done, setDone] = useState([]);
  async function each(wanted, work, said) {
    setBusy(true);
    setProblem(null);
    const finished = [...done];
    try {
      await attempt(async () => {
        for (const project of wanted.filter((name) => !finished.includes(name))) {
          await work(project).catch((failure) => {
            failure.message = projects.length > 1 ? `${titleOf(project)}: ${failure.message}` : failure.message;
            throw failure;
          });
          finished.push(project);
        }
      }, { done: () => ({ text: said }) });
      onClose(true);
    } catch (failure) {
      failure.seen = true;
      setDone(finished);
      setProblem(failure);
      setBusy(false);
    }
  }
  return { busy, problem, each };
}

const DAY = 86400000;
const ENDS = [['tonight', 0], ['in a week', 7], ['in two weeks', 14], ['in four weeks', 28]];
const MANY = 10;

/** The end of a day as the field wants it, in the zone of whoever looks. */
function evening(days) {
  const day = new Date(now() + days * DAY);
  return field(new Date(day.getFullYear(), day.getMonth(), day.getDate(), 23, 59));
}

function field(time) {
  const two = (number) => String(number).padStart(2, '0');
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}T${two(time.getHours())}:${two(time.getMinutes())}`;
}

function Lend({ you, projects, lent, onClose }) {
  const [to, setTo] = useState('');
  const [time, setTime] = useState('');
  const [reason, setReason] = useState('');
  const [places, setPlaces] = useState(() => projects.filter((project) => (config.project ? project === config.project : projects.length <= MANY)));
  const { busy, problem, each } = useEach(projects, onClose);
  const people = usePeople(projects);
  const until = time ? new Date(time) : null;
  const name = to.trim();
  const submit = (event) => {
    event.preventDefault();
    const body = { to: name, until: until.toISOString(), reason };
    each(places, (project) => post(projectPath(project, 'delegations'), body), `${name} answers for you until ${zoned(until)}.`);
  };
  const before = lent.find((item) => item.to === name && item.projects.some((project) => places.includes(project)));
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return html`<${Dialog} title="Let somebody stand in for me" onClose=${onClose}>
    <form onSubmit=${submit}>
      <p class="note">They answer approvals where you could, with the groups that you are in now, and every answer names you both. You can go on answering.</p>
      <label><span>Who stands in</span>
        <input type="text" required autocomplete="off" list="waybill-people" placeholder="login name" maxlength="200" value=${to} onInput=${(event) => setTo(event.target.value)} />
        <datalist id="waybill-people">${people.filter((person) => person !== you).map((person) => html`<option value=${person}></option>`)}</datalist>
      </label>
      ${name === you ? html`<p class="hold">That is you. Name somebody else.</p>` : null}
      <${Stranger} project=${places[0]} name=${name} people=${people} you=${you} />
      <label><span>Until</span> <span class="note">in the time of ${zone}</span>
        <input type="datetime-local" required min=${field(new Date(now() + 60000))} max=${field(new Date(now() + 365 * DAY))} value=${time} onInput=${(event) => setTime(event.target.value)} />
      </label>
      <p class="quick">${ENDS.map(([words, days]) => html`<button type="button" onClick=${() => setTime(evening(days))}>${words}</button>`)}</p>
      <p class="note moment" role="status">${until && !Number.isNaN(until.getTime()) ? html`That is <strong>${zoned(until)}</strong>, ${utc(until)} UTC, <${Until} time=${until.toISOString()} />.` : 'It ends by itself then.'}</p>
      <${Places} projects=${projects} places=${places} onChange=${setPlaces} />
      <label><span>Why</span> <span class="note">(optional)</span><input type="text" value=${reason} maxlength="500" placeholder="such as: on holiday" onInput=${(event) => setReason(event.target.value)} /></label>
      ${before ? html`<p class="hold">This takes the place of what you lent to ${name} until ${local(before.until)}.</p>` : null}
      <p class="note">${name ? html`<bdi>${name}</bdi> needs` : 'They need'} the permission to approve, may not answer what you may not, and cannot lend it on. The audit log keeps it.</p>
      <${Trouble} problem=${problem} />
      <p class="buttons">
        <button type="button" onClick=${onClose}>Cancel</button>
        <button type="submit" class="primary" disabled=${busy || !places.length || name === you}>${name && name !== you ? html`Let ${name} stand in` : 'Let them stand in'}</button>
      </p>
    </form>
  <//>`;
}

const utc = (time) => time.toISOString().slice(0, 16).replace('T', ' ');

function Places({ projects, places, onChange }) {
  const [text, setText] = useState('');
  if (projects.length === 1) {
    return html`<p>In <bdi>${titleOf(projects[0])}</bdi>.</p>`;
  }
  const shown = projects.filter((project) => titleOf(project).toLowerCase().includes(text.toLowerCase()));
  const toggle = (project, on) => onChange(projects.filter((other) => (other === project ? on : places.includes(other))));
  return html`<fieldset>
    <legend>In ${places.length} of ${projects.length} projects</legend>
    <p class="quick">
      <button type="button" onClick=${() => onChange(projects)}>all</button>
      <button type="button" onClick=${() => onChange([])}>none</button>
    </p>
    ${projects.length > MANY ? html`<label>Find <input type="search" value=${text} onInput=${(event) => setText(event.target.value)} /></label>` : null}
    <div class="options">
      ${shown.map((project) => html`<label class="check" key=${project}><span><bdi>${titleOf(project)}</bdi></span><input type="checkbox" checked=${places.includes(project)} onChange=${(event) => toggle(project, event.target.checked)} /></label>`)}
    </div>
  </fieldset>`;
}

const LOOKED_AT = 5;

/** Who did something lately, to choose from. */
function usePeople(projects) {
  const [people, setPeople] = useState([]);
  useEffect(() => {
    Promise.all(projects.slice(0, LOOKED_AT).map((project) => get(`${projectPath(project, 'audit')}?limit=200`).catch(() => ({ items: [] })))).then((pages) => {
      const users = pages.flatMap((page) => page.items).map((item) => item.actor).filter((actor) => actor.startsWith('user:'));
      setPeople([...new Set(users.map((actor) => actor.slice('user:'.length)))].sort());
    });
  }, []);
  return people;
}

/** A name that is written wrongly would only be noticed when an answer is missing. */
function Stranger({ project, name, people, you }) {
  const [unknown, setUnknown] = useState('');
  useEffect(() => {
    setUnknown('');
    if (!project || !name || name === you || people.includes(name)) {
      return undefined;
    }
    const timer = setTimeout(() => {
      get(`${projectPath(project, 'audit')}?limit=1&actor=${encodeURIComponent(name)}`).then((page) => setUnknown(page.items.length ? '' : name), () => {});
    }, 500);
    return () => clearTimeout(timer);
  }, [project, name, people]);
  return unknown && unknown === name ? html`<p class="hold" role="status">Nobody called <bdi>${name}</bdi> has done anything in ${titleOf(project)} yet. Check that this is how they log in.</p>` : null;
}
