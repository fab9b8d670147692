/** What stands in the plant, fetched once and again after every change. */
import { get } from './api.js';

class Plant extends EventTarget {
  version = 0;
  assets = [];
  #byPath = new Map();

  async load() {
    const data = await get('/api/assets');
    this.version = data.plantVersion;
    this.assets = data.assets.map((asset) => ({
      ...asset,
      channel: (name) => asset.channels.find((channel) => channel.name === name),
    }));
    this.#byPath = new Map(this.assets.map((asset) => [asset.path, asset]));
    this.dispatchEvent(new Event('change'));
  }

  asset(path) {
    return this.#byPath.get(path);
  }
}

export const plant = new Plant();
