// Light, dark, or as the system has it. Only for the board's own page: inside another page, that page decides.

import { html, useEffect } from './vendor/preact-htm.js';
import { useRemembered } from './parts.js';

const NEXT = { system: 'light', light: 'dark', dark: 'system' };
const SIGNS = { system: '◐', light: '○', dark: '●' };

export function Theme() {
  const [theme, setTheme] = useRemembered('theme', 'system');
  useEffect(() => {
    if (theme === 'system') {
      delete document.documentElement.dataset.theme;
    } else {
      document.documentElement.dataset.theme = theme;
    }
  }, [theme]);
  return html`<button type="button" class="icon theme" title="Colours: ${theme}" aria-label="Colours: ${theme}" onClick=${() => setTheme(NEXT[theme] || 'system')}>${SIGNS[theme] || SIGNS.system}</button>`;
}
