// Freight by hand: one of everything that a Warehouse has found.

import { html, useState } from './vendor/preact-htm.js';
import { go, href, projectPath } from './address.js';
import { post } from './api.js';
import { refresh } from './deeds.js';
import { useLive } from './live.js';
import { notify } from './notices.js';
import { Loading, Title, Trouble } from './parts.js';
import { Ago } from './time.js';
import { shortUrl } from './words.js';

const KINDS = {
  commits: { title: 'Commit', key: (item) => item.repoURL, version: (item) => item.tag || item.id.slice(0, 7), note: (item) => item.message },
  images: { title: 'Image', key: (item) => item.repoURL, version: (item) => item.tag || item.digest, note: (item) => item.digest },
  charts: { title: 'Chart', key: (item) => [item.repoURL, item.name].filter(Boolean).join('/'), version: (item) => item.version, note: () => '' },
  artifacts: { title: 'Artifact', key: (item) => item.subscriptionName, version: (item) => item.version, note: (item) => item.artifactType },
};

export function Assemble({ project, warehouse }) {
  const { value, problem } = useLive(projectPath(project, 'warehouses', warehouse), 5000);
  const [chosen, setChosen] = useState({});
  const [alias, setAlias] = useState('');
  const [failure, setFailure] = useState(null);
  const [busy, setBusy] = useState(false);
  if (!value) {
    return html`<${Loading} problem=${problem} what="what the Warehouse found" />`;
  }
  const groups = groupsOf(value.candidates);
  const pick = (group) => group.items[chosen[group.id] || 0];
  async function send(event) {
    event.preventDefault();
    setBusy(true);
    setFailure(null);
    const body = { origin: `Warehouse/${warehouse}`, ...(alias ? { alias } : {}) };
    groups.forEach((group) => (body[group.kind] = [...(body[group.kind] || []), pick(group)]));
    try {
      const freight = await post(projectPath(project, 'freight'), body);
      notify(`${freight.alias} can be promoted now.`);
      go(href(project, ['freight', freight.name]));
    } catch (problemSent) {
      setFailure(problemSent);
      setBusy(false);
    }
  }
  const looked = value.warehouse.discoveredAt;
  return html`<form class="page" onSubmit=${send}>
    <header>
      <${Title}>Assemble Freight from <bdi>${warehouse}</bdi><//>
      <button type="button" onClick=${() => refresh(project, warehouse).catch(() => {})}>Look now</button>
    </header>
    <p class="note">${looked ? html`What it found <${Ago} time=${looked} />; the best is chosen. Take others where you need them.` : 'It has not found anything yet.'}</p>
    <${Trouble} problem=${problem || failure} />
    ${groups.map(
      (group) => html`<fieldset key=${group.id}>
        <legend>${KINDS[group.kind].title} <code>${group.kind === 'artifacts' ? group.key : shortUrl(group.key)}</code></legend>
        <div class="options">
          ${group.items.map(
            (item, index) => html`<label class="option">
              <input type="radio" name=${group.id} checked=${(chosen[group.id] || 0) === index} onChange=${() => setChosen({ ...chosen, [group.id]: index })} />
              <code>${KINDS[group.kind].version(item)}</code> <span class="note"><bdi>${KINDS[group.kind].note(item)}</bdi></span>
            </label>`,
          )}
        </div>
      </fieldset>`,
    )}
    <p><label>Alias <input type="text" value=${alias} placeholder="made up, if left empty" onInput=${(event) => setAlias(event.target.value)} /></label></p>
    <p class="buttons start"><button type="submit" class="primary" disabled=${busy || !groups.length}>Assemble</button></p>
  </form>`;
}

function groupsOf(candidates) {
  const groups = new Map();
  for (const [kind, { key }] of Object.entries(KINDS)) {
    for (const item of candidates[kind]) {
      const id = `${kind} ${key(item)}`;
      groups.set(id, groups.get(id) || { id, kind, key: key(item), items: [] });
      groups.get(id).items.push(item);
    }
  }
  return [...groups.values()];
}
