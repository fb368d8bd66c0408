// Freight by hand: one of everything that a Warehouse has found.

import { html, useRef, useState } from './vendor/preact-htm.js';
import { go, href, projectPath, segment } from './address.js';
import { post } from './api.js';
import { refresh } from './deeds.js';
import { useLive } from './live.js';
import { notify } from './notices.js';
import { Chip, Loading, Title, Trouble } from './parts.js';
import { Ago } from './time.js';
import { called, shortUrl } from './words.js';

const KINDS = {
  commits: { title: 'Commit', key: (item) => item.repoURL, version: (item) => item.tag || item.id.slice(0, 7), id: (item) => item.id, note: (item) => item.message },
  images: { title: 'Image', key: (item) => item.repoURL, version: (item) => item.tag || item.digest, id: (item) => `${item.tag}@${item.digest}`, note: (item) => (item.digest || '').slice(0, 'sha256:'.length + 12) },
  charts: { title: 'Chart', key: (item) => [item.repoURL, item.name].filter(Boolean).join('/'), version: (item) => item.version, id: (item) => item.version, note: () => '' },
  artifacts: { title: 'Artifact', key: (item) => item.subscriptionName, version: (item) => item.version, id: (item) => item.version, note: (item) => item.artifactType },
};
const MANY = 8;

export function Assemble({ project, warehouse }) {
  const { value, problem } = useLive(projectPath(project, 'warehouses', warehouse), 5000);
  const { value: known } = useLive(`${projectPath(project, 'freight')}?limit=500&origin=${segment(`Warehouse/${warehouse}`)}`, 5000);
  const [chosen, setChosen] = useState({});
  const best = useRef({});
  const [alias, setAlias] = useState('');
  const [failure, setFailure] = useState(null);
  const [busy, setBusy] = useState(false);
  if (!value) {
    return html`<${Loading} problem=${problem} what="what the Warehouse found" />`;
  }
  const freight = known ? known.items : [];
  const groups = groupsOf(value);
  // What was the best when people came stays chosen; what is found while they look must not slip in unseen.
  const picks = new Map();
  groups.forEach((group) => {
    best.current[group.id] = best.current[group.id] || group.items[0];
    const picked = chosen[group.id] || best.current[group.id];
    picks.set(group.id, group.items.find((item) => group.idOf(item) === group.idOf(picked)) || picked);
  });
  const same = groups.length ? freight.find((item) => isSame(item, groups, picks)) : null;
  const missing = value.warehouse.subscriptions.length > groups.length;
  async function send(event) {
    event.preventDefault();
    setBusy(true);
    setFailure(null);
    const body = { origin: `Warehouse/${warehouse}`, ...(alias.trim() ? { alias: alias.trim() } : {}) };
    groups.forEach((group) => (body[group.kind] = [...(body[group.kind] || []), strip(picks.get(group.id))]));
    try {
      const before = new Set(freight.map((item) => item.name));
      const made = await post(projectPath(project, 'freight'), body);
      notify(before.has(made.name) ? `That is ${called(made)}, which was here already.` : `${called(made)} can be promoted now.`);
      go(href(project, ['freight', made.name]));
    } catch (problemSent) {
      setFailure(problemSent);
      setBusy(false);
    }
  }
  const looked = value.warehouse.discoveredAt;
  return html`<form class="page" onSubmit=${send}>
    <header>
      <${Title}>Assemble Freight from <a href=${href(project, ['warehouses', warehouse])}><bdi>${warehouse}</bdi></a><//>
      <button type="button" onClick=${() => refresh(project, warehouse).catch(() => {})}>Look now</button>
    </header>
    <p class="note">${looked ? html`What it found <${Ago} time=${looked} />; the best is chosen. Take others where you need them.` : 'It has not found anything yet.'}</p>
    <${Trouble} problem=${problem} />
    ${missing
      ? html`<p class="hold">${groups.length ? 'Of something that it watches it has found nothing' : 'It has found nothing'}, and Freight takes one of each. <a href=${href(project, ['warehouses', warehouse])}>See why</a></p>`
      : null}
    ${groups.map((group) => html`<${Group} key=${group.id} group=${group} picked=${picks.get(group.id)} freight=${freight} onPick=${(item) => setChosen({ ...chosen, [group.id]: item })} />`)}
    ${groups.length
      ? html`<div class="picked">
          <ul class="artifacts" aria-label="Chosen">
            ${groups.map((group) => html`<li key=${group.id}><span class="kind">${group.name}</span> <code>${group.version(picks.get(group.id))}</code></li>`)}
          </ul>
          <label>Alias <input type="text" value=${alias} maxlength="100" placeholder="made up, if left empty" onInput=${(event) => setAlias(event.target.value)} /></label>
          <button type="submit" class="primary" disabled=${busy || missing || Boolean(same)}>Assemble</button>
          ${same ? html`<p class="hold" role="status">That is <${Chip} freight=${same} project=${project} /> already, found <${Ago} time=${same.discoveredAt} />. Promote it, or choose something else.</p>` : null}
          <${Trouble} problem=${failure} />
        </div>`
      : null}
  </form>`;
}

function Group({ group, picked, freight, onPick }) {
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const shown = group.items.filter((item) => !wanted || [group.version(item), group.idOf(item), group.note(item)].some((words) => (words || '').toLowerCase().includes(wanted)));
  return html`<fieldset>
    <legend title=${group.key}>${KINDS[group.kind].title} <code>${group.name}</code></legend>
    ${group.items.length > MANY ? html`<label class="search">Find <input type="search" value=${text} aria-label="Find in ${group.name}" onInput=${(event) => setText(event.target.value)} /></label>` : null}
    <div class="options">
      ${shown.map(
        (item) => html`<label class="option" key=${group.idOf(item)}>
          <input type="radio" name=${group.id} checked=${group.idOf(picked) === group.idOf(item)} onChange=${() => onPick(item)} />
          <code>${group.version(item)}</code> <span class="note"><bdi>${group.note(item)}</bdi></span>
          ${runsIn(item, freight).map((stage) => html` <span class="place now"><bdi>${stage}</bdi></span>`)}
        </label>`,
      )}
      ${shown.length ? null : html`<p class="note">Nothing is like that.</p>`}
    </div>
  </fieldset>`;
}

/** What of each subscription was found, each with what lists show of it. */
function groupsOf({ candidates, discovered }) {
  const groups = new Map();
  let number = 0;
  for (const [kind, { key, id, version, note }] of Object.entries(KINDS)) {
    for (const item of candidates[kind]) {
      const group = [kind, key(item), item.subscriptionName || ''].join(' ');
      const found = groups.get(group) || { id: group, kind, key: key(item), name: item.subscriptionName || shortUrl(key(item)), idOf: id, version, note, items: [] };
      found.items.push({ ...item, shown: discovered[number++] });
      groups.set(group, found);
    }
  }
  return [...groups.values()];
}

function strip({ shown, ...item }) {
  return item;
}

const equal = (one, other) => one.kind === other.kind && one.repoURL === other.repoURL && one.name === other.name && one.version === other.version && one.id === other.id;

/** Whether Freight is this very combination, as far as lists tell; the server has the last word. */
function isSame(freight, groups, picks) {
  return freight.artifacts.length === groups.length && groups.every((group) => {
    const { shown } = picks.get(group.id);
    return shown && freight.artifacts.some((artifact) => equal(artifact, shown));
  });
}

function runsIn(item, freight) {
  return item.shown ? [...new Set(freight.filter((one) => one.artifacts.some((artifact) => equal(artifact, item.shown))).flatMap((one) => Object.keys(one.currentlyIn)))] : [];
}
