/**
 * The live picture: a snapshot, and the stream that goes on exactly where the snapshot ends. The
 * browser's EventSource sends the last cursor again when the connection breaks.
 */
import { get } from './api.js';

const SILENCE_MS = 40_000;

class FeedStore extends EventTarget {
  alerts = new Map();
  gateways = new Map();
  /** 'connecting' | 'live' | 'lost' */
  connection = 'connecting';
  #source = null;
  #lastHeard = 0;
  #watch = null;
  #running = false;
  #skew = 0;

  /** The centre's clock, so that "since" is right on a screen with a wrong clock. */
  now() {
    return Date.now() + this.#skew;
  }

  async start() {
    if (this.#running) {
      return;
    }
    this.#running = true;
    this.#watch = setInterval(() => this.#tick(), 5000);
    await this.#reload();
  }

  stop() {
    this.#running = false;
    clearInterval(this.#watch);
    this.#source?.close();
    this.alerts.clear();
    this.gateways.clear();
  }

  async #reload() {
    this.#source?.close();
    try {
      const [feed, gateways] = await Promise.all([get('/api/feed'), get('/api/gateways')]);
      this.#skew = new Date(feed.now).getTime() - Date.now();
      this.alerts = new Map(feed.alerts.map((alert) => [alert.id, alert]));
      this.gateways = new Map(gateways.gateways.map((gateway) => [gateway.gateway, gateway]));
      this.#listen(feed.cursor);
      this.#changed();
    } catch (error) {
      this.#setConnection('lost');
      if (this.#running && error.status !== 401) {
        setTimeout(() => this.#running && this.#reload(), 3000);
      }
    }
  }

  #listen(cursor) {
    const source = new EventSource(`/api/feed/stream?cursor=${encodeURIComponent(cursor)}`);
    this.#source = source;
    const heard = (handler) => (event) => {
      this.#lastHeard = Date.now();
      this.#setConnection('live');
      handler?.(JSON.parse(event.data));
    };
    source.addEventListener('hello', heard());
    source.addEventListener('beat', heard());
    source.addEventListener('alert', heard((event) => this.#alert(event)));
    source.addEventListener('gateway', heard((status) => this.#gateway(status)));
    source.addEventListener('reset', () => {
      source.close();
      setTimeout(() => this.#running && this.#reload(), 1000);
    });
    source.addEventListener('error', () => {
      this.#setConnection('lost');
      if (source.readyState === EventSource.CLOSED && this.#running) {
        setTimeout(() => this.#running && this.#reload(), 3000);
      }
    });
  }

  #alert(event) {
    const { alert } = event;
    const closed = !alert.active && alert.acknowledged && !alert.latched;
    if (closed && !alert.shelving && !alert.outOfService) {
      this.alerts.delete(alert.id);
    } else {
      this.alerts.set(alert.id, alert);
    }
    this.dispatchEvent(new CustomEvent('alert', { detail: event }));
    this.#changed();
  }

  #gateway(status) {
    const before = this.gateways.get(status.gateway) ?? { desiredRevision: 0, assets: [] };
    this.gateways.set(status.gateway, { ...before, gateway: status.gateway, status });
    this.#changed();
  }

  /** Takes an answer's alert without waiting for the stream; a newer one is never overwritten. */
  take(alert) {
    if (alert && (this.alerts.get(alert.id)?.revision ?? 0) < alert.revision) {
      this.#alert({ alert });
    }
  }

  #tick() {
    if (this.connection === 'live' && Date.now() - this.#lastHeard > SILENCE_MS) {
      this.#setConnection('lost');
      this.#reload();
    }
    this.#changed();
  }

  #setConnection(connection) {
    if (this.connection !== connection) {
      this.connection = connection;
      this.#changed();
    }
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

export const feed = new FeedStore();

const RANK = { CRITICAL: 4, HIGH: 3, MEDIUM: 2, LOW: 1 };
const SET_ASIDE = new Set(['SHELVED', 'SUPPRESSED', 'OUT_OF_SERVICE']);

const SILENT_MS = 150_000;

/** A gateway that has missed two of its reports. */
export const isSilent = (status, now) => now - new Date(status.time).getTime() > SILENT_MS;

export const isSetAside = (alert) => SET_ASIDE.has(alert.shown);
export const needsPerson = (alert) =>
  ['UNACKNOWLEDGED', 'RETURNED_UNACKNOWLEDGED', 'LATCHED_UNACKNOWLEDGED'].includes(alert.shown);
export const severityRank = (severity) => RANK[severity] ?? 0;

/** Within one machine: most severe first. */
export function bySeverity(a, b) {
  return severityRank(b.severity) - severityRank(a.severity) || byUrgency(a, b);
}

/** Most urgent first: what waits for a person, then severity, then the newest. */
export function byUrgency(a, b) {
  return (
    Number(needsPerson(b)) - Number(needsPerson(a)) ||
    severityRank(b.severity) - severityRank(a.severity) ||
    b.raisedAt.localeCompare(a.raisedAt)
  );
}
