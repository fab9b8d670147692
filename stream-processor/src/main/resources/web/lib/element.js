/** Base of all elements: light DOM (one style sheet, strict CSP), drawn again when the language changes. */
import { LitElement } from 'lit';

export class Part extends LitElement {
  #stores = [];

  createRenderRoot() {
    return this;
  }

  /** Draws again when a store changes. */
  follow(...stores) {
    this.#stores = stores;
  }

  connectedCallback() {
    super.connectedCallback();
    this.redraw = () => this.requestUpdate();
    addEventListener('lw-language', this.redraw);
    this.#stores.forEach((store) => store.addEventListener('change', this.redraw));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('lw-language', this.redraw);
    this.#stores.forEach((store) => store.removeEventListener('change', this.redraw));
  }
}

export function go(url) {
  history.pushState(null, '', url);
  dispatchEvent(new PopStateEvent('popstate'));
}
